package org.assay.data.format;

import java.util.ArrayList;
import java.util.List;

/**
 * Separated values with a fixed number of fields a row, quoted as in RFC 4180: a field that starts with a double quote
 * runs to the closing one, may hold separators and line ends, and {@code ""} in it is a quote.
 */
public final class Csv {
    private final String file;
    private final List<Row> rows;

    private Csv(String file, List<Row> rows) {
        this.file = file;
        this.rows = rows;
    }

    /** One row and the line it starts at, counted from 1. */
    public record Row(String file, int line, List<String> fields) {
        public String text(int field) {
            return fields.get(field);
        }

        /** A finite number. */
        public double number(int field) {
            return Text.number(file, line, fields.get(field));
        }

        /** An integer in [low, high]. */
        public long integer(int field, long low, long high) {
            return Text.integer(file, line, fields.get(field), low, high);
        }

        public DataException error(String problem) {
            return DataException.atLine(file, line, problem);
        }
    }

    /** Comma-separated, quoted. */
    public static Csv commas(String file, byte[] bytes) {
        return new Csv(file, parse(file, Text.decode(file, bytes), ',', true)).rectangular();
    }

    /** Tab-separated, without quoting: a quote is a character like any other. */
    public static Csv tabs(String file, byte[] bytes) {
        return new Csv(file, parse(file, Text.decode(file, bytes), '\t', false)).rectangular();
    }

    /** All rows, a header among them. */
    public List<Row> rows() {
        return rows;
    }

    /** The rows after the header, which must be exactly this. */
    public List<Row> rows(String... header) {
        return rows(List.of(header));
    }

    /** The rows after the header, which must be exactly this. */
    public List<Row> rows(List<String> header) {
        if (!header().equals(header)) {
            throw DataException.atLine(
                    file,
                    1,
                    "the header is " + String.join(",", header()) + " where " + String.join(",", header)
                            + " was expected");
        }
        return rows.subList(1, rows.size());
    }

    /** The first row's fields. */
    public List<String> header() {
        if (rows.isEmpty()) {
            throw new DataException(file + " is empty");
        }
        return rows.getFirst().fields();
    }

    /** The column of this name in the header. */
    public int column(String name) {
        int column = header().indexOf(name);
        if (column < 0) {
            throw DataException.atLine(
                    file, 1, "there is no column \"" + name + "\"; there are " + String.join(", ", header()));
        }
        return column;
    }

    private Csv rectangular() {
        for (var row : rows) {
            int expected = rows.getFirst().fields().size();
            if (row.fields().size() != expected) {
                throw row.error(row.fields().size() + " fields where the rows before have " + expected);
            }
        }
        return this;
    }

    private static List<Row> parse(String file, String text, char separator, boolean quoting) {
        var rows = new ArrayList<Row>();
        var fields = new ArrayList<String>();
        int line = 1;
        int rowLine = 1;
        int at = 0;
        while (at < text.length()) {
            if (quoting && text.charAt(at) == '"') {
                var field = new StringBuilder();
                int opened = line;
                at++;
                while (true) {
                    if (at >= text.length()) {
                        throw DataException.atLine(file, opened, "a quoted field is not closed");
                    }
                    char c = text.charAt(at++);
                    if (c == '"') {
                        if (at < text.length() && text.charAt(at) == '"') {
                            at++;
                        } else {
                            break;
                        }
                    }
                    line += c == '\n' ? 1 : 0;
                    field.append(c);
                }
                fields.add(field.toString());
            } else {
                int end = at;
                while (end < text.length() && text.charAt(end) != separator && text.charAt(end) != '\n') {
                    end++;
                }
                int stop =
                        end > at && text.charAt(end - 1) == '\r' && (end == text.length() || text.charAt(end) == '\n')
                                ? end - 1
                                : end;
                fields.add(text.substring(at, stop));
                at = end;
            }
            if (at < text.length() && text.charAt(at) == '\r') {
                at++;
            }
            if (at < text.length() && text.charAt(at) == separator) {
                at++;
                if (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
                    continue;
                }
                fields.add("");
                if (at < text.length() && text.charAt(at) == '\r') {
                    at++;
                }
            }
            if (at < text.length() && text.charAt(at) != '\n') {
                throw DataException.atLine(
                        file, line, "\"" + text.charAt(at) + "\" follows a closing quote; a separator was expected");
            }
            at++;
            rows.add(new Row(file, rowLine, List.copyOf(fields)));
            fields.clear();
            line++;
            rowLine = line;
        }
        return rows;
    }
}
