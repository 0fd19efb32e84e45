package android.app;

import android.content.Context;
import android.os.Build;
import android.os.Parcel;
import android.os.Parcelable;

public class Notification implements Parcelable {
    public String channel;

    public void writeToParcel(Parcel target, int flags) {
        target.write("notification", this);
    }

    public static class Builder {
        private final Notification made = new Notification();

        public static Builder recoverBuilder(Context context, Notification from) {
            Build.since(24);
            return new Builder();
        }

        public Builder setChannelId(String id) {
            Build.since(26);
            made.channel = id;
            return this;
        }

        public Notification build() {
            return made;
        }
    }
}
