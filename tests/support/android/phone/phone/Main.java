package phone;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Walks what it is told on standard input, one walk a line: file of resources, class, method and
 * arguments, with tabs between. Each walk has classes of its own, and so a new phone.
 */
public class Main {
    static final String END = "=== ";

    public static void main(String[] words) throws IOException {
        URL[] places = new URL[words.length];
        for (int at = 0; at < words.length; at++) places[at] = Path.of(words[at]).toUri().toURL();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            ClassLoader platform = ClassLoader.getPlatformClassLoader();
            try (URLClassLoader loader = new URLClassLoader(places, platform)) {
                Method walk = loader.loadClass("phone.Main").getMethod("walk", String[].class);
                walk.invoke(null, (Object) line.split("\t", -1));
                System.out.println(END + "done");
            } catch (Throwable error) {
                error.printStackTrace(System.out);
                System.out.println(END + "failed");
            }
        }
    }

    /** Walks one method. */
    public static void walk(String[] words) throws Throwable {
        try (Reader reader = Files.newBufferedReader(Path.of(words[0]))) {
            Phone.resources.load(reader);
        }
        Object[] arguments = Arrays.copyOfRange(words, 3, words.length);
        Class<?>[] kinds = new Class<?>[arguments.length];
        Arrays.fill(kinds, String.class);
        Method walk = Class.forName("phone." + words[1]).getMethod(words[2], kinds);
        try {
            walk.invoke(null, arguments);
        } catch (InvocationTargetException error) {
            throw error.getCause();
        }
    }
}
