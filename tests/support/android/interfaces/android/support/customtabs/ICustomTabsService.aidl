package android.support.customtabs;
import android.net.Uri;
import android.os.Bundle;
import android.support.customtabs.ICustomTabsCallback;
interface ICustomTabsService {
    boolean warmup(long flags) = 1;
    boolean newSessionWithExtras(in ICustomTabsCallback callback, in Bundle extras) = 9;
    boolean validateRelationship(in ICustomTabsCallback callback, int relation, in Uri origin, in Bundle extras) = 8;
}
