package android.net;
parcelable Uri;
