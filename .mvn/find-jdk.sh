# Sourced by mvnw and assay: finds a JDK 25 or newer and exports it as JAVA_HOME, whatever `java` is first on the PATH.

assay_jdk_major() {
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -f "$1/release" ] || return 1
    sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9]*\).*/\1/p' "$1/release"
}

assay_find_jdk() {
    wanted=25
    on_path=$(command -v javac 2>/dev/null) && on_path=$(readlink -f "$on_path" 2>/dev/null) && on_path=${on_path%/bin/javac}
    for home in "${ASSAY_JAVA_HOME:-}" "${JAVA_HOME:-}" "$on_path" \
        /usr/lib/jvm/* /usr/java/* /opt/*jdk* /opt/java/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
        "$HOME"/.local/share/mise/installs/java/* "$HOME"/.asdf/installs/java/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
        [ -n "$home" ] || continue
        major=$(assay_jdk_major "$home") || continue
        if [ "${major:-0}" -ge "$wanted" ]; then
            JAVA_HOME=$home
            export JAVA_HOME
            return 0
        fi
    done
    echo "Assay needs a JDK $wanted or newer and found none (looked at ASSAY_JAVA_HOME, JAVA_HOME, the PATH and the usual folders); install one, for example with 'sdk install java 25-tem' or from https://adoptium.net." >&2
    return 1
}
