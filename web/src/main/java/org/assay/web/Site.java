package org.assay.web;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.assay.lab.Names;
import org.assay.lab.Study;
import org.assay.lab.run.Csv;
import org.assay.lab.run.Studies;
import org.assay.lab.store.RunJson;
import org.assay.report.Excerpt;
import org.assay.web.Feed.Part;

/** What lies under which address. */
final class Site implements AutoCloseable {

    private static final Pattern STYLE = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL);

    private final Archive archive;
    private final Logs logs;
    private final Catalogue catalogue;
    private final List<Study<?>> studies = Studies.all();
    private final Curves curves = new Curves();
    private final Feed feed = new Feed();

    Site(Settings settings) {
        this.archive = new Archive(settings.runs(), studies);
        this.logs = new Logs(archive);
        this.catalogue = settings.catalogue();
    }

    /** Loads what the first page would wait for: the store, and the letters of drawings. */
    void warm() {
        var line = new Curves.Curve(new double[] {0, 1}, new double[] {0, 1});
        var arm = new Curves.Arm("arm", List.of(line), List.of(), Optional.empty());
        Chart.figure("warm", "series", Axes.of(Optional.empty(), "series"), List.of(arm))
                .html();
        archive.runs().stream().limit(1).forEach(run -> archive.run(run.run().run()));
    }

    /** @throws Refusal if there is nothing under the address */
    Answer answer(Request request) throws IOException {
        var path = request.path();
        if (path.isEmpty()) {
            return Answer.page(RunsPage.page(archive.runs()));
        }
        var rest = path.subList(1, path.size());
        return switch (path.getFirst()) {
            case "runs" -> rest.isEmpty() ? Answer.redirect("/") : run(rest, request);
            case "events" -> ended(rest, feed.answer(following(archive::runs, RunsPage::parts)));
            case "studies" -> studies(rest, request);
            case "compare" -> ended(rest, Answer.page(ComparePage.page(archive, curves, request)));
            case "assets" -> {
                if (rest.size() != 2) {
                    throw nothing();
                }
                yield Assets.answer(rest.get(0), rest.get(1));
            }
            default -> throw nothing();
        };
    }

    private static Refusal nothing() {
        return Refusal.missing("There is no such page.");
    }

    private static Answer ended(List<String> rest, Answer answer) {
        if (!rest.isEmpty()) {
            throw nothing();
        }
        return answer;
    }

    private Answer run(List<String> path, Request request) throws IOException {
        var id = path.getFirst();
        var run = archive.run(id);
        if (path.size() == 1) {
            return Answer.page(page(run, request).page());
        }
        if (path.size() > 2) {
            throw nothing();
        }
        return switch (path.get(1)) {
            case "events" ->
                feed.answer(following(
                        () -> archive.run(id), state -> page(state, request).parts()));
            case "trial" -> Answer.page(new TrialPage(run, logs, request).page());
            case "figures" -> Answer.page(FiguresPage.page(run));
            case "log" -> log(run, request);
            case "image" -> image(run, request);
            case "run.json" ->
                Answer.bytes(200, "application/json", bytes(RunJson.text(run.record())))
                        .download(id + ".json");
            case "trials.csv" -> {
                var csv = new StringBuilder();
                Csv.trials(run.data(), csv);
                yield Answer.bytes(200, "text/csv; charset=utf-8", bytes(csv.toString()))
                        .download(id + ".csv");
            }
            case "report.html" -> report(run);
            case "report.pdf" -> {
                var pdf = archive.inside(run.data().folder().resolve("report.pdf"));
                yield Answer.file(pdf, "application/pdf").download(id + ".pdf");
            }
            default -> throw nothing();
        };
    }

    private RunPage page(RunState run, Request request) {
        boolean listed = studies.stream()
                .anyMatch(study -> study.id().equals(run.record().study()));
        return new RunPage(run, listed, curves, logs, request);
    }

    /** The parts of a page made again only where what they show has changed. */
    private static <T> Feed.Source following(Supplier<T> state, Function<T, List<Part>> parts) {
        return new Feed.Source() {
            private Optional<T> last = Optional.empty();

            @Override
            public Optional<List<Part>> get() {
                var now = Optional.of(state.get());
                if (now.equals(last)) {
                    return Optional.empty();
                }
                last = now;
                return now.map(parts);
            }
        };
    }

    private Answer log(RunState run, Request request) {
        var arm = request.needed("arm");
        long seed = request.number("seed");
        TrialPage.known(run, arm, seed);
        return Answer.text(
                logs.text(run, arm, seed).orElseThrow(() -> Refusal.missing("The trial has printed nothing.")));
    }

    private static Answer image(RunState run, Request request) {
        var arm = request.needed("arm");
        long seed = request.number("seed");
        TrialPage.known(run, arm, seed);
        var image = run.data()
                .image(arm, seed, request.needed("name"))
                .orElseThrow(() -> Refusal.missing("The trial has no such picture."));
        return Answer.bytes(200, "image/png", Pictures.png(image));
    }

    /** The report is one file with its style and script inside: its own style and the script of this version are let through. */
    private Answer report(RunState run) throws IOException {
        var file = archive.inside(run.data().folder().resolve("report.html"));
        var answer = Answer.file(file, "text/html; charset=utf-8");
        var head = java.nio.file.Files.readString(file);
        var style = STYLE.matcher(head);
        var sources = style.find() ? Hashes.source(style.group(1)) : "'none'";
        return answer.with(
                "Content-Security-Policy",
                "default-src 'none'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; style-src "
                        + sources + "; script-src " + Hashes.source(Excerpt.script()));
    }

    private Answer studies(List<String> path, Request request) {
        if (path.isEmpty()) {
            return Answer.page(new StudiesPage(studies, catalogue, request).page());
        }
        var study = study(path.getFirst());
        if (path.size() == 1) {
            return Answer.page(new StudyPage(study, catalogue, archive.runs(), archive).page());
        }
        if (path.size() != 3 || !path.get(1).equals("figures")) {
            throw nothing();
        }
        return catalogue.figures(study.id()).stream()
                .filter(figure -> path.get(2).equals(figure.name() + ".svg"))
                .findFirst()
                .map(figure -> Answer.bytes(200, "image/svg+xml", bytes(figure.svg()))
                        .with(
                                "Content-Security-Policy",
                                "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"))
                .orElseThrow(Site::nothing);
    }

    private Study<?> study(String id) {
        var ids = studies.stream().map(study -> study.id()).toList();
        return studies.stream()
                .filter(study -> study.id().equals(id))
                .findFirst()
                .orElseThrow(
                        () -> Refusal.missing("The catalogue has no study " + id + "." + Names.suggestion(id, ids)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        feed.close();
        archive.close();
    }
}
