package android.support.customtabs;
import android.os.Bundle;
interface ICustomTabsCallback {
    oneway void onNavigationEvent(int event, in Bundle extras) = 1;
    Bundle extraCallbackWithResult(String name, in Bundle args) = 6;
}
