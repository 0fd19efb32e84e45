"""Words that the library keeps ready: for corrections, rejections, answers to tickets."""
