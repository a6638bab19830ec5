"""Mixtures: latent classes and Gaussian mixtures, by one EM."""
