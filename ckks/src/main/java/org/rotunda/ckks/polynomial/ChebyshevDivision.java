package org.rotunda.ckks.polynomial;

/**
 * The result of dividing a series by T_m: {@code dividend = quotient * T_m + remainder}.
 *
 * @param quotient of degree (degree of the dividend) - m, or zero
 * @param remainder of degree below m
 */
public record ChebyshevDivision(ChebyshevSeries quotient, ChebyshevSeries remainder) {}
