package android.content.pm;

import android.content.Intent;
import android.os.Build;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import phone.Browser;
import phone.Phone;

public class PackageManager {
    private static final int DEFAULT_ONLY = 0x10000;
    private static final int ALL = 0x20000;
    private static final int SIGNATURES = 0x40;
    private static final int CERTIFICATES = 0x8000000;
    private static final String BROWSABLE = "android.intent.category.BROWSABLE";
    private static final String TRUSTED = "androidx.browser.trusted.category.TrustedWebActivities";

    public static class NameNotFoundException extends Exception {}

    /** Of browsers, the preferred one alone where only defaults are asked for; all in any order. */
    public List<ResolveInfo> queryIntentActivities(Intent intent, int flags) {
        boolean asked = intent.getAction().equals("android.intent.action.VIEW")
                && intent.categories.contains(BROWSABLE)
                && intent.getData().toString().equals("http:");
        if (!asked) throw new IllegalArgumentException("this does not ask for browsers");
        List<ResolveInfo> found = new ArrayList<>();
        for (Browser browser : Phone.browsers) {
            ResolveInfo info = new ResolveInfo();
            info.activityInfo = new ActivityInfo();
            info.activityInfo.packageName = browser.name;
            found.add(info);
        }
        if (flags == DEFAULT_ONLY) return found.subList(0, Math.min(1, found.size()));
        if (flags != ALL) throw new IllegalArgumentException("" + flags);
        Collections.reverse(found);
        return found;
    }

    public ResolveInfo resolveService(Intent intent, int flags) {
        String action = "android.support.customtabs.action.CustomTabsService";
        if (!intent.getAction().equals(action)) throw new IllegalArgumentException("action");
        Browser browser = Phone.browser(intent.packageName);
        boolean fits = intent.categories.contains(TRUSTED) ? browser.trusted : browser.tabs;
        return fits ? new ResolveInfo() : null;
    }

    public PackageInfo getPackageInfo(String name, int flags) throws NameNotFoundException {
        Browser browser = Phone.browser(name);
        if (browser == null) throw new NameNotFoundException();
        Signature[] signers = {new Signature(browser.certificate)};
        PackageInfo info = new PackageInfo();
        if (flags == SIGNATURES) info.signatures = signers;
        if (flags == CERTIFICATES && Build.VERSION.SDK_INT >= 28) {
            info.signingInfo = new SigningInfo(signers);
        }
        return info;
    }

    public String[] getPackagesForUid(int uid) {
        List<String> names = new ArrayList<>();
        for (Browser browser : Phone.browsers) {
            if (browser.uid == uid) names.add(browser.name);
        }
        return names.isEmpty() ? null : names.toArray(new String[0]);
    }
}
