package io.rego4j.opa.functions.text;

import io.rego4j.internal.go.GoQuote;
import io.rego4j.opa.value.StringValue;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Locale;

/** What Go's {@code fmt} makes of the operands that OPA gives to it: int64, *big.Int, float64 and string. */
final class SprintfOperand {
    private static final int REPLACEMENT = 0xFFFD;
    private static final int LONGEST_UNICODE = 4;

    private SprintfOperand() {}

    /**
     * Flags, width and precision.
     *
     * @param width the least number of characters; -1 for none
     * @param precision -1 for none
     * @param goSyntax {@code #} before {@code v}
     */
    record Form(
            boolean plus,
            boolean minus,
            boolean sharp,
            boolean space,
            boolean zero,
            int width,
            int precision,
            boolean goSyntax,
            boolean details) {
        static final Form PLAIN = new Form(false, false, false, false, false, -1, -1, false, false);

        /** For the verb v two flags have another meaning. */
        Form forValue() {
            return new Form(false, minus, false, space, zero, width, precision, sharp, plus);
        }

        Form withoutZero() {
            return new Form(plus, minus, sharp, space, false, width, precision, goSyntax, details);
        }

        String pad(String text) {
            int missing = width - text.codePointCount(0, text.length());
            if (missing <= 0) {
                return text;
            }
            return minus ? text + " ".repeat(missing) : (zero ? "0" : " ").repeat(missing) + text;
        }

        String sign(boolean negative) {
            return negative ? "-" : plus ? "+" : space ? " " : "";
        }
    }

    static String type(Object operand) {
        if (operand instanceof Long) {
            return "int64";
        } else if (operand instanceof BigInteger) {
            return "*big.Int";
        }
        return operand instanceof Double ? "float64" : "string";
    }

    static String text(Object operand, int verb, Form form) {
        if (verb == 'T') {
            return string(type(operand), 's', form);
        } else if (operand instanceof Long number) {
            return integer(number, verb, form);
        } else if (operand instanceof BigInteger number) {
            return bigInteger(number, verb, form);
        } else if (operand instanceof Double number) {
            return real(number, verb, form);
        }
        return string((String) operand, verb, form);
    }

    /** The verb does not go with the type. */
    private static String bad(Object operand, int verb, Form form) {
        return "%!" + Character.toString(verb) + "(" + type(operand) + "=" + text(operand, 'v', form) + ")";
    }

    private static String integer(long number, int verb, Form form) {
        return switch (verb) {
            case 'v', 'd' -> digits(number, 10, verb, form);
            case 'b' -> digits(number, 2, verb, form);
            case 'o', 'O' -> digits(number, 8, verb, form);
            case 'x' -> digits(number, 16, verb, form);
            case 'X' -> digits(number, 16, verb, form).toUpperCase(Locale.ROOT);
            case 'c' -> form.pad(Character.toString(character(number)));
            case 'q' -> form.pad(quotedCharacter(character(number), form.plus));
            case 'U' -> unicode(number, form);
            default -> bad(number, verb, form);
        };
    }

    private static int character(long number) {
        boolean valid = number >= 0
                && number <= Character.MAX_CODE_POINT
                && (number < Character.MIN_SURROGATE || number > Character.MAX_SURROGATE);
        return valid ? (int) number : REPLACEMENT;
    }

    private static String quotedCharacter(int c, boolean ascii) {
        if (ascii || c == '\'') {
            return GoQuote.quoteAscii(c);
        } else if (c == '"') {
            return "'\"'";
        }
        String quoted = GoQuote.quote(Character.toString(c));
        return "'" + quoted.substring(1, quoted.length() - 1) + "'";
    }

    private static String unicode(long number, Form form) {
        String hex = Long.toHexString(number).toUpperCase(Locale.ROOT);
        String text = "U+" + "0".repeat(Math.max(0, Math.max(LONGEST_UNICODE, form.precision) - hex.length())) + hex;
        boolean valid = number >= 0 && number <= Character.MAX_CODE_POINT;
        if (form.sharp && valid && GoQuote.isPrintable((int) number)) {
            text += " '" + Character.toString((int) number) + "'";
        }
        return form.withoutZero().pad(text);
    }

    /** A precision is the least number of digits; zeros may fill the width only without one. */
    private static String digits(long number, int base, int verb, Form form) {
        if (form.precision == 0 && number == 0) {
            return " ".repeat(Math.max(0, form.width));
        }
        String sign = form.sign(number < 0);
        int least = form.precision >= 0 ? form.precision : form.zero && !form.minus ? form.width - sign.length() : 0;
        String digits = BigInteger.valueOf(number).abs().toString(base);
        digits = "0".repeat(Math.max(0, least - digits.length())) + digits;
        if (form.sharp) {
            digits = switch (base) {
                case 2 -> "0b" + digits;
                case 8 -> digits.startsWith("0") ? digits : "0" + digits;
                case 16 -> "0x" + digits;
                default -> digits;
            };
        }
        return form.withoutZero().pad(sign + (verb == 'O' ? "0o" : "") + digits);
    }

    /** Large integers have a formatter of their own in Go, which treats zeros and prefixes otherwise. */
    private static String bigInteger(BigInteger number, int verb, Form form) {
        int base;
        switch (verb) {
            case 'v', 'd', 's' -> base = 10;
            case 'b' -> base = 2;
            case 'o', 'O' -> base = 8;
            case 'x', 'X' -> base = 16;
            default -> {
                return "%!" + Character.toString(verb) + "(big.Int=" + number + ")";
            }
        }
        String prefix = "";
        if (verb == 'O') {
            prefix = "0o";
        } else if (form.sharp || form.goSyntax) {
            prefix = switch (verb) {
                case 'b' -> "0b";
                case 'o' -> "0";
                case 'x' -> "0x";
                case 'X' -> "0X";
                default -> "";
            };
        }
        String digits = number.abs().toString(base);
        digits = verb == 'X' ? digits.toUpperCase(Locale.ROOT) : digits;
        String sign = number.signum() < 0 ? "-" : form.plus || form.details ? "+" : form.space ? " " : "";
        int zeros = Math.max(0, form.precision - digits.length());
        if (form.zero && !form.minus && form.precision < 0) {
            zeros = Math.max(0, form.width - sign.length() - prefix.length() - digits.length());
        }
        return form.withoutZero().pad(sign + prefix + "0".repeat(zeros) + digits);
    }

    private static String real(double number, int verb, Form form) {
        String digits;
        switch (verb) {
            case 'v' -> digits = FloatText.of(number, 'g', form.precision);
            case 'g', 'G', 'b', 'x', 'X' -> digits = FloatText.of(number, (char) verb, form.precision);
            case 'e', 'E' -> digits = FloatText.of(number, (char) verb, form.precision < 0 ? 6 : form.precision);
            case 'f', 'F' -> digits = FloatText.of(number, 'f', form.precision < 0 ? 6 : form.precision);
            default -> {
                return bad(number, verb, form);
            }
        }
        boolean negative = digits.startsWith("-");
        digits = negative ? digits.substring(1) : digits;
        if (form.sharp && verb != 'b') {
            digits = withPoint(digits, verb == 'v' ? 'g' : verb, form.precision);
        }
        String sign = form.sign(negative);
        if (form.zero && !form.minus) {
            return sign + "0".repeat(Math.max(0, form.width - sign.length() - digits.length())) + digits;
        }
        return form.pad(sign + digits);
    }

    /** With a point, and with the zeros behind it that were left out. */
    private static String withPoint(String digits, int verb, int precision) {
        boolean hexadecimal = verb == 'x' || verb == 'X';
        int tail = digits.length();
        for (int i = 0; i < digits.length() && tail == digits.length(); i++) {
            char c = Character.toLowerCase(digits.charAt(i));
            if (c == 'p' || c == 'e' && !hexadecimal) {
                tail = i;
            }
        }
        String head = digits.substring(0, tail);
        int missing = verb == 'g' || verb == 'G' || verb == 'x' ? (precision < 0 ? 6 : precision) : 0;
        boolean significant = false;
        for (char c : head.toCharArray()) {
            significant |= c != '0' && c != '.';
            missing -= significant && c != '.' ? 1 : 0;
        }
        if (head.indexOf('.') < 0) {
            missing -= head.equals("0") ? 1 : 0;
            head += ".";
        }
        return head + "0".repeat(Math.max(0, missing)) + digits.substring(tail);
    }

    private static String string(String text, int verb, Form form) {
        return switch (verb) {
            case 'v' -> form.goSyntax ? quoted(text, form) : form.pad(cut(text, form));
            case 's' -> form.pad(cut(text, form));
            case 'x' -> hexadecimal(text, "0x", form);
            case 'X' -> hexadecimal(text, "0x", form).toUpperCase(Locale.ROOT);
            case 'q' -> quoted(text, form);
            default -> bad(text, verb, form);
        };
    }

    private static String cut(String text, Form form) {
        return form.precision < 0 || form.precision >= text.codePointCount(0, text.length())
                ? text
                : text.substring(0, text.offsetByCodePoints(0, form.precision));
    }

    private static String hexadecimal(String text, String prefix, Form form) {
        byte[] bytes = StringValue.ofParts(text).bytes();
        int length = form.precision < 0 ? bytes.length : Math.min(form.precision, bytes.length);
        String hex = form.space
                ? HexFormat.ofDelimiter(form.sharp ? " " + prefix : " ").formatHex(bytes, 0, length)
                : HexFormat.of().formatHex(bytes, 0, length);
        return form.pad((form.sharp && length > 0 ? prefix : "") + hex);
    }

    private static String quoted(String text, Form form) {
        String cut = cut(text, form);
        if (form.sharp && cut.codePoints().allMatch(SprintfOperand::fitsBackquotes)) {
            return form.pad("`" + cut + "`");
        }
        String quoted = StringValue.ofParts(cut).toString();
        return form.pad(form.plus ? ascii(quoted) : quoted);
    }

    private static boolean fitsBackquotes(int c) {
        return c != '`'
                && c != 0x7F
                && c != 0xFEFF
                && (c >= ' ' || c == '\t')
                && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE);
    }

    private static String ascii(String quoted) {
        StringBuilder out = new StringBuilder();
        quoted.codePoints()
                .forEach(c -> out.append(
                        c < 0x80 ? Character.toString(c) : String.format(c < 0x10000 ? "\\u%04x" : "\\U%08x", c)));
        return out.toString();
    }
}
