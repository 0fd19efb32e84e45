package android.os;

/** The version of Android that the phone plays. */
public class Build {
    public static class VERSION {
        public static int SDK_INT = 36;
    }

    /** Fails as a phone does where a method is younger than its system. */
    public static void since(int level) {
        if (VERSION.SDK_INT < level) {
            throw new NoSuchMethodError("needs API " + level + ", this is " + VERSION.SDK_INT);
        }
    }
}
