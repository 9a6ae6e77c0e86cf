package org.rotunda.keys.wire;

import java.util.List;

/** The shapes of a list of plaintexts; the body is their polynomials one after the other. */
record PlaintextsMetadata(List<PolynomialShape> shapes) implements WireMetadata {}
