# Remembers the browser that the library was opened in, by package and signing certificate, and
# tells whether a caller is that browser.

.class final Lrontal/app/Provider;
.super Ljava/lang/Object;

# Stores package and certificate of the browser that gets the page now.
.method static remember(Landroid/content/Context;Ljava/lang/String;)V
    .locals 3

    # store(context).edit().putString("package", name)
    #     .putString("certificate", certificate(packages, name)).apply();
    invoke-static {p0}, Lrontal/app/Provider;->store(Landroid/content/Context;)Landroid/content/SharedPreferences;
    move-result-object v0
    invoke-interface {v0}, Landroid/content/SharedPreferences;->edit()Landroid/content/SharedPreferences$Editor;
    move-result-object v0
    const-string v1, "package"
    invoke-interface {v0, v1, p1}, Landroid/content/SharedPreferences$Editor;->putString(Ljava/lang/String;Ljava/lang/String;)Landroid/content/SharedPreferences$Editor;
    const-string v1, "certificate"
    invoke-virtual {p0}, Landroid/content/Context;->getPackageManager()Landroid/content/pm/PackageManager;
    move-result-object v2
    invoke-static {v2, p1}, Lrontal/app/Provider;->certificate(Landroid/content/pm/PackageManager;Ljava/lang/String;)Ljava/lang/String;
    move-result-object v2
    invoke-interface {v0, v1, v2}, Landroid/content/SharedPreferences$Editor;->putString(Ljava/lang/String;Ljava/lang/String;)Landroid/content/SharedPreferences$Editor;
    invoke-interface {v0}, Landroid/content/SharedPreferences$Editor;->apply()V
    return-void
.end method

# Returns whether the process with this user id is the remembered browser, still signed by the
# same certificate. Where anything is unknown, it is not.
.method static verified(Landroid/content/Context;I)Z
    .locals 7

    # String name = store.getString("package", null), before = store.getString("certificate", null);
    # if (name == null || before == null) return false;
    invoke-static {p0}, Lrontal/app/Provider;->store(Landroid/content/Context;)Landroid/content/SharedPreferences;
    move-result-object v0
    const/4 v6, 0x0
    const-string v1, "package"
    invoke-interface {v0, v1, v6}, Landroid/content/SharedPreferences;->getString(Ljava/lang/String;Ljava/lang/String;)Ljava/lang/String;
    move-result-object v1
    if-eqz v1, :stranger
    const-string v2, "certificate"
    invoke-interface {v0, v2, v6}, Landroid/content/SharedPreferences;->getString(Ljava/lang/String;Ljava/lang/String;)Ljava/lang/String;
    move-result-object v2
    if-eqz v2, :stranger

    # String[] callers = packages.getPackagesForUid(uid);  apps may share one user id
    # if (callers == null || !Arrays.asList(callers).contains(name)) return false;
    invoke-virtual {p0}, Landroid/content/Context;->getPackageManager()Landroid/content/pm/PackageManager;
    move-result-object v0
    invoke-virtual {v0, p1}, Landroid/content/pm/PackageManager;->getPackagesForUid(I)[Ljava/lang/String;
    move-result-object v3
    if-eqz v3, :stranger
    invoke-static {v3}, Ljava/util/Arrays;->asList([Ljava/lang/Object;)Ljava/util/List;
    move-result-object v3
    invoke-interface {v3, v1}, Ljava/util/List;->contains(Ljava/lang/Object;)Z
    move-result v3
    if-eqz v3, :stranger

    # return before.equals(certificate(packages, name));
    invoke-static {v0, v1}, Lrontal/app/Provider;->certificate(Landroid/content/pm/PackageManager;Ljava/lang/String;)Ljava/lang/String;
    move-result-object v0
    invoke-virtual {v2, v0}, Ljava/lang/String;->equals(Ljava/lang/Object;)Z
    move-result v0
    return v0

    :stranger
    const/4 v0, 0x0
    return v0
.end method

# Returns SHA-256 over the certificates that sign a package, in Base64; null where it is not
# installed or its certificates are unknown.
.method private static certificate(Landroid/content/pm/PackageManager;Ljava/lang/String;)Ljava/lang/String;
    .locals 4

    :try
    # try { Signature[] all = signatures(packages, name);
    # if (all == null || all.length == 0) return null;
    invoke-static {p0, p1}, Lrontal/app/Provider;->signatures(Landroid/content/pm/PackageManager;Ljava/lang/String;)[Landroid/content/pm/Signature;
    move-result-object v0
    if-eqz v0, :unknown
    array-length v1, v0
    if-eqz v1, :unknown
    # MessageDigest digest = MessageDigest.getInstance("SHA-256");
    # for (int i = 0; i < all.length; i++) digest.update(all[i].toByteArray());
    const-string v1, "SHA-256"
    invoke-static {v1}, Ljava/security/MessageDigest;->getInstance(Ljava/lang/String;)Ljava/security/MessageDigest;
    move-result-object v1
    const/4 v2, 0x0
    :next
    array-length v3, v0
    if-ge v2, v3, :finish
    aget-object v3, v0, v2
    invoke-virtual {v3}, Landroid/content/pm/Signature;->toByteArray()[B
    move-result-object v3
    invoke-virtual {v1, v3}, Ljava/security/MessageDigest;->update([B)V
    add-int/lit8 v2, v2, 0x1
    goto :next
    :finish
    # return Base64.encodeToString(digest.digest(), NO_WRAP); }
    # catch (NameNotFoundException | NoSuchAlgorithmException error) { return null; }
    invoke-virtual {v1}, Ljava/security/MessageDigest;->digest()[B
    move-result-object v0
    const/4 v1, 0x2                             # NO_WRAP
    invoke-static {v0, v1}, Landroid/util/Base64;->encodeToString([BI)Ljava/lang/String;
    move-result-object v0
    :try_end
    .catch Landroid/content/pm/PackageManager$NameNotFoundException; {:try .. :try_end} :failed
    .catch Ljava/security/NoSuchAlgorithmException; {:try .. :try_end} :failed
    return-object v0

    :failed
    move-exception v0
    :unknown
    const/4 v0, 0x0
    return-object v0
.end method

# Returns the certificates of a package, null where they are unknown; Android 9 has a new way to ask.
.method private static signatures(Landroid/content/pm/PackageManager;Ljava/lang/String;)[Landroid/content/pm/Signature;
    .locals 2

    sget v0, Landroid/os/Build$VERSION;->SDK_INT:I
    const/16 v1, 0x1c                           # Android 9
    if-lt v0, v1, :before
    # SigningInfo info = packages.getPackageInfo(name, GET_SIGNING_CERTIFICATES).signingInfo;
    # return info == null ? null : info.getApkContentsSigners();
    const/high16 v0, 0x8000000                  # GET_SIGNING_CERTIFICATES
    invoke-virtual {p0, p1, v0}, Landroid/content/pm/PackageManager;->getPackageInfo(Ljava/lang/String;I)Landroid/content/pm/PackageInfo;
    move-result-object v0
    iget-object v0, v0, Landroid/content/pm/PackageInfo;->signingInfo:Landroid/content/pm/SigningInfo;
    if-nez v0, :signed
    const/4 v0, 0x0
    return-object v0
    :signed
    invoke-virtual {v0}, Landroid/content/pm/SigningInfo;->getApkContentsSigners()[Landroid/content/pm/Signature;
    move-result-object v0
    return-object v0

    :before
    # return packages.getPackageInfo(name, GET_SIGNATURES).signatures;
    const/16 v0, 0x40                           # GET_SIGNATURES
    invoke-virtual {p0, p1, v0}, Landroid/content/pm/PackageManager;->getPackageInfo(Ljava/lang/String;I)Landroid/content/pm/PackageInfo;
    move-result-object v0
    iget-object v0, v0, Landroid/content/pm/PackageInfo;->signatures:[Landroid/content/pm/Signature;
    return-object v0
.end method

# Returns the app's small store: context.getSharedPreferences("provider", MODE_PRIVATE).
.method private static store(Landroid/content/Context;)Landroid/content/SharedPreferences;
    .locals 2
    const-string v0, "provider"
    const/4 v1, 0x0                             # MODE_PRIVATE
    invoke-virtual {p0, v0, v1}, Landroid/content/Context;->getSharedPreferences(Ljava/lang/String;I)Landroid/content/SharedPreferences;
    move-result-object v0
    return-object v0
.end method
