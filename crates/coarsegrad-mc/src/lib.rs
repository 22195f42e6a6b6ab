//! Monte Carlo estimates of the population quantities of the two-layer model.
