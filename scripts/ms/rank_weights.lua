-- What the features of moonscribe.rank_features are worth, in the order of their names: the weights of a logistic model. Fitted by
-- bench/score/matter.py --fit (see bench/score/README.md) on the development part of VCSum (Chinese: marked sentences and
-- summaries of 22 meetings) and the training part of QMSum (English: summaries of 40 meetings); not to be changed by hand,
-- but in FIXED of bench/score/fit.py.
return {
  zh = { bias = -1.93, -0.22, 0.01, 0.51, 0.98, -0.25, -1.50, 0.02, 0.02, -0.02, -0.14, -0.21, 0.13, -0.15, -0.38, 0.28, 0.14, 0.27, 0.36, -0.29, -0.27, -0.52, 0.05, 0.30, 0.16 },
  en = { bias = -2.33, 0.34, 0.47, 0.36, -1.88, -0.25, -1.50, -0.13, -0.06, -0.05, 0.54, 0.31, -0.14, 0.14, 0.22, 0.02, 0.14, 0.13, 0.32, 0.08, -0.22, -0.14, 0.17, 0.30, 0.45 },
}
