package android.content.pm;

import android.os.Build;

public final class SigningInfo {
    private final Signature[] signers;

    SigningInfo(Signature[] signers) {
        this.signers = signers;
    }

    public Signature[] getApkContentsSigners() {
        Build.since(28);
        return signers;
    }
}
