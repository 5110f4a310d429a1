-- What the features of moonscribe.topics are worth, in their order: the weights of a logistic model, how sure a place must be, and the
-- turns of the smallest topic. Fitted by bench/score/matter.py --fit (see bench/score/README.md) on the annotated topics of the
-- development part of VCSum (Chinese, 22 meetings) and the training part of QMSum (English, 40 meetings).
return {
  zh = { threshold = 0.18, least = 4, bias = -8.25, -0.58, -0.29, 1.29, 0.94, 0.76, 0.60, 0.26, 0.31, 0.37, 0.45, 0.71, 0.21, 1.94 },
  en = { threshold = 0.12, least = 8, bias = -7.24, -0.61, -0.20, 0.13, -0.45, 2.35, -0.33, 0.27, 0.74, 0.52, 0.32, 0.30, 0.62, 0.73 },
}
