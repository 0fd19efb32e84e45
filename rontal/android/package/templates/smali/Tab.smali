# Makes the intents that show a page in a browser: plain, or in a tab with the library's colours.

.class final Lrontal/app/Tab;
.super Ljava/lang/Object;

# Returns the intent that shows the page in the browser of this package.
.method static plain(Ljava/lang/String;Landroid/net/Uri;)Landroid/content/Intent;
    .locals 2

    # return new Intent(ACTION_VIEW, page).setPackage(name);
    new-instance v0, Landroid/content/Intent;
    const-string v1, "android.intent.action.VIEW"
    invoke-direct {v0, v1, p1}, Landroid/content/Intent;-><init>(Ljava/lang/String;Landroid/net/Uri;)V
    invoke-virtual {v0, p0}, Landroid/content/Intent;->setPackage(Ljava/lang/String;)Landroid/content/Intent;
    return-object v0
.end method

# Returns the same intent for a tab of that browser in the library's colours. A custom tab has
# the extra of a session, too, with null in it.
.method static intent(Landroid/content/Context;Ljava/lang/String;Landroid/net/Uri;Landroid/os/IBinder;)Landroid/content/Intent;
    .locals 6

    # Bundle extras = colours(context, R.color.toolbar, R.color.navigation);
    sget v0, Lrontal/app/R;->color_toolbar:I
    sget v1, Lrontal/app/R;->color_navigation:I
    invoke-static {p0, v0, v1}, Lrontal/app/Tab;->colours(Landroid/content/Context;II)Landroid/os/Bundle;
    move-result-object v0                       # outside of any scheme: the light colours
    # SparseArray schemes = {LIGHT: new Bundle(extras), DARK: colours(context, …_dark, …_dark)};
    new-instance v1, Landroid/util/SparseArray;
    invoke-direct {v1}, Landroid/util/SparseArray;-><init>()V
    const/4 v2, 0x1                             # COLOR_SCHEME_LIGHT
    new-instance v3, Landroid/os/Bundle;
    invoke-direct {v3, v0}, Landroid/os/Bundle;-><init>(Landroid/os/Bundle;)V
    invoke-virtual {v1, v2, v3}, Landroid/util/SparseArray;->put(ILjava/lang/Object;)V
    const/4 v2, 0x2                             # COLOR_SCHEME_DARK
    sget v3, Lrontal/app/R;->color_toolbar_dark:I
    sget v4, Lrontal/app/R;->color_navigation_dark:I
    invoke-static {p0, v3, v4}, Lrontal/app/Tab;->colours(Landroid/content/Context;II)Landroid/os/Bundle;
    move-result-object v3
    invoke-virtual {v1, v2, v3}, Landroid/util/SparseArray;->put(ILjava/lang/Object;)V

    # extras.putSparseParcelableArray(COLOR_SCHEME_PARAMS, schemes);
    # extras.putInt(COLOR_SCHEME, COLOR_SCHEME_SYSTEM);  extras.putInt(TITLE_VISIBILITY, SHOW_PAGE_TITLE);
    # extras.putBinder(SESSION, session);
    const-string v2, "androidx.browser.customtabs.extra.COLOR_SCHEME_PARAMS"
    invoke-virtual {v0, v2, v1}, Landroid/os/Bundle;->putSparseParcelableArray(Ljava/lang/String;Landroid/util/SparseArray;)V
    const-string v2, "androidx.browser.customtabs.extra.COLOR_SCHEME"
    const/4 v3, 0x0                             # COLOR_SCHEME_SYSTEM
    invoke-virtual {v0, v2, v3}, Landroid/os/Bundle;->putInt(Ljava/lang/String;I)V
    const-string v2, "android.support.customtabs.extra.TITLE_VISIBILITY"
    const/4 v3, 0x1                             # SHOW_PAGE_TITLE
    invoke-virtual {v0, v2, v3}, Landroid/os/Bundle;->putInt(Ljava/lang/String;I)V
    const-string v2, "android.support.customtabs.extra.SESSION"
    invoke-virtual {v0, v2, p3}, Landroid/os/Bundle;->putBinder(Ljava/lang/String;Landroid/os/IBinder;)V

    # return plain(name, page).putExtras(extras);
    invoke-static {p1, p2}, Lrontal/app/Tab;->plain(Ljava/lang/String;Landroid/net/Uri;)Landroid/content/Intent;
    move-result-object v1
    invoke-virtual {v1, v0}, Landroid/content/Intent;->putExtras(Landroid/os/Bundle;)Landroid/content/Intent;
    return-object v1
.end method

# Returns a bundle with the colours of toolbar (and so status bar) and navigation bar.
.method private static colours(Landroid/content/Context;II)Landroid/os/Bundle;
    .locals 3

    # Bundle colours = new Bundle();  colours.putInt(TOOLBAR_COLOR, context.getColor(toolbar)); …
    new-instance v0, Landroid/os/Bundle;
    invoke-direct {v0}, Landroid/os/Bundle;-><init>()V
    const-string v1, "android.support.customtabs.extra.TOOLBAR_COLOR"
    invoke-virtual {p0, p1}, Landroid/content/Context;->getColor(I)I
    move-result v2
    invoke-virtual {v0, v1, v2}, Landroid/os/Bundle;->putInt(Ljava/lang/String;I)V
    const-string v1, "androidx.browser.customtabs.extra.NAVIGATION_BAR_COLOR"
    invoke-virtual {p0, p2}, Landroid/content/Context;->getColor(I)I
    move-result v2
    invoke-virtual {v0, v1, v2}, Landroid/os/Bundle;->putInt(Ljava/lang/String;I)V
    return-object v0
.end method
