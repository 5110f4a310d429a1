-- What the features of moonscribe.rank_features are worth, in the order of their names: the weights of a logistic model. Fitted by
-- bench/score/matter.py --fit (see bench/score/README.md) on the development part of VCSum (Chinese: marked sentences and
-- summaries of 22 meetings) and the training part of QMSum (English: summaries of 40 meetings); not to be changed by hand,
-- but in FIXED of bench/score/fit.py.
return {
  zh = { bias = -2.02, -0.30, 0.04, 0.51, 1.17, -0.27, -1.50, 0.00, 0.01, -0.03, -0.13, -0.22, 0.13, -0.16, -0.36, 0.25, 0.13, 0.24, 0.32, -0.25, -0.24, -0.47, 0.06, 0.15, 0.17 },
  en = { bias = -2.31, 0.35, 0.46, 0.36, -1.89, -0.25, -1.50, -0.13, -0.06, -0.05, 0.54, 0.32, -0.14, 0.14, 0.22, 0.00, 0.12, 0.11, 0.28, 0.06, -0.23, -0.13, 0.17, 0.15, 0.44 },
}
