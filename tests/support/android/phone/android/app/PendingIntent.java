package android.app;

import android.content.Context;
import android.content.Intent;
import android.os.Build;
import android.os.Parcel;
import android.os.Parcelable;
import java.util.HashMap;
import java.util.Map;

public final class PendingIntent implements Parcelable {
    private static final int IMMUTABLE = 0x4000000;
    private static final int MUTABLE = 0x2000000;
    private static final Map<Class<?>, PendingIntent> MADE = new HashMap<>();
    public final Intent intent;
    private final int flags;

    private PendingIntent(Intent intent, int flags) {
        this.intent = intent;
        this.flags = flags;
    }

    public static PendingIntent getActivity(Context context, int code, Intent intent, int flags) {
        if (intent.component == null) throw new SecurityException("an implicit pending intent");
        boolean mutable = (flags & MUTABLE) != 0;
        boolean immutable = (flags & IMMUTABLE) != 0;
        if (mutable) Build.since(31);
        if (Build.VERSION.SDK_INT >= 31 && mutable == immutable) {
            throw new IllegalArgumentException("mutability is not said");
        }
        return MADE.computeIfAbsent(intent.component, key -> new PendingIntent(intent, flags));
    }

    @Override
    public String toString() {
        String kind = (flags & IMMUTABLE) != 0 ? "immutable " : "mutable ";
        return kind + intent.component.getSimpleName();
    }

    public void writeToParcel(Parcel target, int flags) {
        target.write("pending intent", this);
    }
}
