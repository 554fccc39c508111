package org.assay.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.apache.fop.apps.FopConfParser;
import org.apache.fop.apps.FopFactory;
import org.apache.fop.apps.MimeConstants;
import org.apache.xmlgraphics.io.Resource;
import org.apache.xmlgraphics.io.ResourceResolver;
import org.assay.lab.RunRecord;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** The report as a paper of at most four pages: when it does not fit, what matters least goes; all of it stands in the HTML. */
final class PdfReport {

    /** As many pages as a course's hand-in may have. */
    static final int PAGES = 4;

    private static final FopFactory FACTORY = factory();

    /** Held, because a logger that nobody holds forgets its level: what FOP has to say of its work is no reader's business. */
    private static final List<Logger> LOGGERS = List.of(
            Logger.getLogger("org.apache.fop"),
            Logger.getLogger("org.apache.xmlgraphics"),
            Logger.getLogger("org.apache.batik"));

    static {
        LOGGERS.forEach(l -> l.setLevel(Level.OFF));
    }

    private PdfReport() {}

    /**
     * The pages, and the manuscript that they show.
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Pages(byte[] pdf, Manuscript manuscript) {}

    static Pages write(RunRecord record, Contents contents, Plates plates) {
        for (var extent : Manuscript.Extent.ALL) {
            var manuscript = Manuscript.of(record, contents, plates, extent);
            var rendered = render(document(manuscript), contents.title(), when(record));
            if (rendered.pages() <= PAGES) {
                return new Pages(rendered.bytes(), manuscript);
            }
        }
        throw new IllegalStateException("Run " + record.run() + " does not fit " + PAGES
                + " pages even without figures; this is an error in the report.");
    }

    /** A manuscript of one page; empty if it needs more. */
    static Optional<byte[]> onePage(Manuscript manuscript, Instant time) {
        var rendered = render(document(manuscript), manuscript.title(), time);
        return rendered.pages() == 1 ? Optional.of(rendered.bytes()) : Optional.empty();
    }

    private static Instant when(RunRecord record) {
        return record.ended().orElse(record.planned());
    }

    private static String document(Manuscript m) {
        var fo = new FoWriter();
        fo.open("block", "span='all' text-align='center'");
        fo.block(m.kicker(), "font-family='Arimo' font-size='8pt' color='#5b6470' space-after='5pt'");
        fo.block(m.title(), "font-size='17pt' line-height='20pt' font-weight='bold' space-after='4pt' role='H1'");
        fo.block(m.byline(), "font-size='9.5pt' line-height='12pt'");
        if (!m.team().isEmpty()) {
            fo.open("block", "space-before='3pt' font-style='italic'")
                    .blocks(m.team())
                    .close("block");
        }
        fo.block("", "border-bottom='0.6pt solid #1b1f24' space-before='4pt'")
                .air(6)
                .close("block");
        for (var section : m.sections()) {
            if (section.broad()) {
                fo.open("block", "span='all'")
                        .air(6)
                        .blocks(section.blocks())
                        .air(6)
                        .close("block");
            } else {
                fo.section(section.title()).blocks(section.blocks());
            }
        }
        return fo.document(m.footer());
    }

    /** One figure on a page of its own size, for LaTeX. */
    static byte[] figure(Plate plate, RunRecord record) {
        return render(FoWriter.figurePage(plate.narrow()), plate.name(), when(record))
                .bytes();
    }

    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    private record Rendered(byte[] bytes, int pages) {}

    private static Rendered render(String fo, String title, Instant time) {
        var bytes = new ByteArrayOutputStream();
        try {
            var agent = FACTORY.newFOUserAgent();
            agent.setTitle(Glyphs.printable(title));
            agent.setProducer("Assay");
            agent.setCreator("Assay");
            agent.setCreationDate(Date.from(time));
            agent.setAccessibility(true);
            agent.getEventBroadcaster().addEventListener(event -> {});
            var fop = FACTORY.newFop(MimeConstants.MIME_PDF, agent, bytes);
            SAXParserFactory.newDefaultNSInstance()
                    .newSAXParser()
                    .parse(new InputSource(new StringReader(fo)), fop.getDefaultHandler());
            return new Rendered(
                    TimelessPdf.fixed(bytes.toByteArray()), fop.getResults().getPageCount());
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("The pages of “" + title + "” could not be set: " + e.getMessage(), e);
        }
    }

    private static FopFactory factory() {
        try (var configuration = Resources.open("fop.xml")) {
            return new FopConfParser(configuration, URI.create("file:///"), new JarFonts())
                    .getFopFactoryBuilder()
                    .build();
        } catch (IOException | SAXException e) {
            throw new IllegalStateException(
                    "The page setter's configuration in the report module's jar cannot be read.", e);
        }
    }

    /** Gives FOP the fonts of this jar and nothing else: no file, no address of the network. */
    private static final class JarFonts implements ResourceResolver {

        @Override
        public Resource getResource(URI uri) throws IOException {
            String name = uri.getPath() == null ? "" : uri.getPath().replaceAll(".*/", "");
            InputStream in = Resources.class.getResourceAsStream("fonts/" + name);
            if (in == null || !name.endsWith(".ttf")) {
                throw new IOException("The report prints nothing from outside: " + uri);
            }
            return new Resource(in);
        }

        @Override
        public OutputStream getOutputStream(URI uri) throws IOException {
            throw new IOException("The report writes nothing beside itself: " + uri);
        }
    }
}
