package org.rotunda.keys.wire;

/** The metadata of an object: everything but its bulk. */
public sealed interface WireMetadata
    permits ParametersMetadata,
        PublicKeyMetadata,
        SecretKeyMetadata,
        PlaintextsMetadata,
        CiphertextsMetadata {}
