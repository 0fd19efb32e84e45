# Finds the browsers of the phone, the preferred one first.

.class final Lrontal/app/Browsers;
.super Ljava/lang/Object;

# Returns the package of the first browser with a CustomTabsService of this category (null: any),
# or null where none has one.
.method static find(Landroid/content/pm/PackageManager;Ljava/lang/String;)Ljava/lang/String;
    .locals 4

    # for (Iterator all = all(packages); all.hasNext();) {
    invoke-static {p0}, Lrontal/app/Browsers;->all(Landroid/content/pm/PackageManager;)Ljava/util/Iterator;
    move-result-object v0
    :next
    invoke-interface {v0}, Ljava/util/Iterator;->hasNext()Z
    move-result v1
    if-eqz v1, :none
    #   String name = name(all);  Intent service = service(name);
    invoke-static {v0}, Lrontal/app/Browsers;->name(Ljava/util/Iterator;)Ljava/lang/String;
    move-result-object v1
    invoke-static {v1}, Lrontal/app/Browsers;->service(Ljava/lang/String;)Landroid/content/Intent;
    move-result-object v2
    #   if (category != null) service.addCategory(category);
    if-eqz p1, :ask
    invoke-virtual {v2, p1}, Landroid/content/Intent;->addCategory(Ljava/lang/String;)Landroid/content/Intent;
    :ask
    #   if (packages.resolveService(service, 0) != null) return name; }
    # return null;
    const/4 v3, 0x0
    invoke-virtual {p0, v2, v3}, Landroid/content/pm/PackageManager;->resolveService(Landroid/content/Intent;I)Landroid/content/pm/ResolveInfo;
    move-result-object v2
    if-eqz v2, :next
    return-object v1

    :none
    const/4 v0, 0x0
    return-object v0
.end method

# Returns the package of the next browser.
.method static name(Ljava/util/Iterator;)Ljava/lang/String;
    .locals 1
    # return ((ResolveInfo) all.next()).activityInfo.packageName;
    invoke-interface {p0}, Ljava/util/Iterator;->next()Ljava/lang/Object;
    move-result-object v0
    check-cast v0, Landroid/content/pm/ResolveInfo;
    iget-object v0, v0, Landroid/content/pm/ResolveInfo;->activityInfo:Landroid/content/pm/ActivityInfo;
    iget-object v0, v0, Landroid/content/pm/ActivityInfo;->packageName:Ljava/lang/String;
    return-object v0
.end method

# Returns the intent that binds the CustomTabsService of a package.
.method static service(Ljava/lang/String;)Landroid/content/Intent;
    .locals 2

    # return new Intent("android.support…CustomTabsService").setPackage(name);
    new-instance v0, Landroid/content/Intent;
    const-string v1, "android.support.customtabs.action.CustomTabsService"
    invoke-direct {v0, v1}, Landroid/content/Intent;-><init>(Ljava/lang/String;)V
    invoke-virtual {v0, p0}, Landroid/content/Intent;->setPackage(Ljava/lang/String;)Landroid/content/Intent;
    return-object v0
.end method

# Iterates over the browsers. A browser answers any http address. MATCH_DEFAULT_ONLY gives the
# preferred ones in order, since Android 6 only the preferred one; MATCH_ALL gives all of them.
.method static all(Landroid/content/pm/PackageManager;)Ljava/util/Iterator;
    .locals 3

    # Intent page = new Intent(ACTION_VIEW, Uri.fromParts("http", "", null))
    #     .addCategory(CATEGORY_BROWSABLE);
    const-string v0, "http"
    const-string v1, ""
    const/4 v2, 0x0
    invoke-static {v0, v1, v2}, Landroid/net/Uri;->fromParts(Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;)Landroid/net/Uri;
    move-result-object v0
    new-instance v1, Landroid/content/Intent;
    const-string v2, "android.intent.action.VIEW"
    invoke-direct {v1, v2, v0}, Landroid/content/Intent;-><init>(Ljava/lang/String;Landroid/net/Uri;)V
    const-string v0, "android.intent.category.BROWSABLE"
    invoke-virtual {v1, v0}, Landroid/content/Intent;->addCategory(Ljava/lang/String;)Landroid/content/Intent;

    # List found = new ArrayList(packages.queryIntentActivities(page, MATCH_DEFAULT_ONLY));
    # found.addAll(packages.queryIntentActivities(page, MATCH_ALL));  return found.iterator();
    const/high16 v0, 0x10000                    # MATCH_DEFAULT_ONLY
    invoke-virtual {p0, v1, v0}, Landroid/content/pm/PackageManager;->queryIntentActivities(Landroid/content/Intent;I)Ljava/util/List;
    move-result-object v0
    new-instance v2, Ljava/util/ArrayList;
    invoke-direct {v2, v0}, Ljava/util/ArrayList;-><init>(Ljava/util/Collection;)V
    const/high16 v0, 0x20000                    # MATCH_ALL
    invoke-virtual {p0, v1, v0}, Landroid/content/pm/PackageManager;->queryIntentActivities(Landroid/content/Intent;I)Ljava/util/List;
    move-result-object v0
    invoke-interface {v2, v0}, Ljava/util/List;->addAll(Ljava/util/Collection;)Z
    invoke-interface {v2}, Ljava/util/List;->iterator()Ljava/util/Iterator;
    move-result-object v0
    return-object v0
.end method
