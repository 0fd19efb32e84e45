"""Reply templates of the library: for corrections, rejections and answers to tickets."""
