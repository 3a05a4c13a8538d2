// Written by io.rego4j.codegen.BuiltinsGenerator from the capabilities of OPA: do not edit.
package io.rego4j.dsl;

import io.rego4j.ast.Expr;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/**
 * The built-ins of OPA, made for a static import. An argument is any Java value or an operand; a constant whose type
 * OPA does not accept there is an {@link IllegalArgumentException}.
 */
@Generated("io.rego4j.codegen.BuiltinsGenerator")
public final class Builtins {
    private Builtins() {}

    /**
     * The number without its sign.
     *
     * @param x a number
     */
    public static Operand abs(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("abs", "x: number", x));
    }

    /**
     * True if every element is true; deprecated, use {@code every}.
     *
     * @param x an array, or a set
     */
    public static Operand all(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("all", "x: array[any*]|set[any]", x));
    }

    /**
     * The elements that both sets have: {@code x & y}.
     *
     * @param x a set
     * @param y a set
     */
    public static Operand intersect(@Nullable Object x, @Nullable Object y) {
        return new Operand(BuiltinCalls.call("and", "x: set[any]; y: set[any]", x, y));
    }

    /**
     * True if some element is true; deprecated, use {@code some … in}.
     *
     * @param x an array, or a set
     */
    public static Operand any(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("any", "x: array[any*]|set[any]", x));
    }

    /**
     * The concatenation of two arrays.
     *
     * @param x an array
     * @param y an array
     */
    public static Operand arrayConcat(@Nullable Object x, @Nullable Object y) {
        return new Operand(BuiltinCalls.call("array.concat", "x: array[any*]; y: array[any*]", x, y));
    }

    /**
     * The array with the items of its inner arrays in their place, one level deep.
     *
     * @param arr an array
     */
    public static Operand arrayFlatten(@Nullable Object arr) {
        return new Operand(BuiltinCalls.call("array.flatten", "arr: array[any*]", arr));
    }

    /**
     * The array in reverse order.
     *
     * @param arr an array
     */
    public static Operand arrayReverse(@Nullable Object arr) {
        return new Operand(BuiltinCalls.call("array.reverse", "arr: array[any*]", arr));
    }

    /**
     * The items from one index up to, not including, another; indices outside the array are moved to its ends.
     *
     * @param arr an array
     * @param start a number
     * @param stop a number
     */
    public static Operand arraySlice(@Nullable Object arr, @Nullable Object start, @Nullable Object stop) {
        return new Operand(
                BuiltinCalls.call("array.slice", "arr: array[any*]; start: number; stop: number", arr, start, stop));
    }

    /**
     * Declares variables and gives them values: {@code x := y}.
     *
     * @param x any value
     * @param y any value
     */
    public static Statement assign(@Nullable Object x, @Nullable Object y) {
        return new Statement(new Expr(BuiltinCalls.call("assign", "x: any; y: any", x, y)));
    }

    /**
     * The text that a Base64 string encodes.
     *
     * @param x a string
     */
    public static Operand base64Decode(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("base64.decode", "x: string", x));
    }

    /**
     * The text in Base64.
     *
     * @param x a string
     */
    public static Operand base64Encode(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("base64.encode", "x: string", x));
    }

    /**
     * True if the string can be decoded from Base64.
     *
     * @param x a string
     */
    public static Operand base64IsValid(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("base64.is_valid", "x: string", x));
    }

    /**
     * The text that a Base64 string of the URL alphabet encodes.
     *
     * @param x a string
     */
    public static Operand base64UrlDecode(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("base64url.decode", "x: string", x));
    }

    /**
     * The text in Base64 with the alphabet for URLs.
     *
     * @param x a string
     */
    public static Operand base64UrlEncode(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("base64url.encode", "x: string", x));
    }

    /**
     * The text in Base64 with the alphabet for URLs and no equals signs at its end.
     *
     * @param x a string
     */
    public static Operand base64UrlEncodeNoPad(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("base64url.encode_no_pad", "x: string", x));
    }

    /**
     * The bits that are set in both integers.
     *
     * @param x a number
     * @param y a number
     */
    public static Operand bitsAnd(@Nullable Object x, @Nullable Object y) {
        return new Operand(BuiltinCalls.call("bits.and", "x: number; y: number", x, y));
    }

    /**
     * The integer shifted left by a number of bits.
     *
     * @param x a number
     * @param s a number
     */
    public static Operand bitsLsh(@Nullable Object x, @Nullable Object s) {
        return new Operand(BuiltinCalls.call("bits.lsh", "x: number; s: number", x, s));
    }

    /**
     * The integer with each of its bits inverted.
     *
     * @param x a number
     */
    public static Operand bitsNegate(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("bits.negate", "x: number", x));
    }

    /**
     * The bits that are set in one integer or the other.
     *
     * @param x a number
     * @param y a number
     */
    public static Operand bitsOr(@Nullable Object x, @Nullable Object y) {
        return new Operand(BuiltinCalls.call("bits.or", "x: number; y: number", x, y));
    }

    /**
     * The integer shifted right by a number of bits.
     *
     * @param x a number
     * @param s a number
     */
    public static Operand bitsRsh(@Nullable Object x, @Nullable Object s) {
        return new Operand(BuiltinCalls.call("bits.rsh", "x: number; s: number", x, s));
    }

    /**
     * The bits that are set in exactly one of the integers.
     *
     * @param x a number
     * @param y a number
     */
    public static Operand bitsXor(@Nullable Object x, @Nullable Object y) {
        return new Operand(BuiltinCalls.call("bits.xor", "x: number; y: number", x, y));
    }

    /**
     * The value as an array; deprecated.
     *
     * @param x any value
     */
    public static Operand castArray(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("cast_array", "x: any", x));
    }

    /**
     * The value if it is a boolean; deprecated.
     *
     * @param x any value
     */
    public static Operand castBoolean(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("cast_boolean", "x: any", x));
    }

    /**
     * The value if it is null; deprecated.
     *
     * @param x any value
     */
    public static Operand castNull(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("cast_null", "x: any", x));
    }

    /**
     * The value if it is an object; deprecated.
     *
     * @param x any value
     */
    public static Operand castObject(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("cast_object", "x: any", x));
    }

    /**
     * The value as a set; deprecated.
     *
     * @param x any value
     */
    public static Operand castSet(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("cast_set", "x: any", x));
    }

    /**
     * The value if it is a string; deprecated.
     *
     * @param x any value
     */
    public static Operand castString(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("cast_string", "x: any", x));
    }

    /**
     * The smallest integer that is not less than the number.
     *
     * @param x a number
     */
    public static Operand ceil(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("ceil", "x: number", x));
    }

    /**
     * The strings as one, with the delimiter between them.
     *
     * @param delimiter a string
     * @param collection an array of (a string), or a set of (a string)
     */
    public static Operand concat(@Nullable Object delimiter, @Nullable Object collection) {
        return new Operand(BuiltinCalls.call(
                "concat", "delimiter: string; collection: array[string*]|set[string]", delimiter, collection));
    }

    /**
     * True if the text contains the other one.
     *
     * @param haystack a string
     * @param needle a string
     */
    public static Operand contains(@Nullable Object haystack, @Nullable Object needle) {
        return new Operand(BuiltinCalls.call("contains", "haystack: string; needle: string", haystack, needle));
    }

    /**
     * How many elements, keys or characters there are.
     *
     * @param collection a string, or an array, or an object, or a set
     */
    public static Operand count(@Nullable Object collection) {
        return new Operand(
                BuiltinCalls.call("count", "collection: string|array[any*]|object[any,any*]|set[any]", collection));
    }

    /**
     * True if two message authentication codes are equal, compared in constant time.
     *
     * @param mac1 a string
     * @param mac2 a string
     */
    public static Operand cryptoHmacEqual(@Nullable Object mac1, @Nullable Object mac2) {
        return new Operand(BuiltinCalls.call("crypto.hmac.equal", "mac1: string; mac2: string", mac1, mac2));
    }

    /**
     * The HMAC-MD5 of a message, in hexadecimal.
     *
     * @param x a string
     * @param key a string
     */
    public static Operand cryptoHmacMd5(@Nullable Object x, @Nullable Object key) {
        return new Operand(BuiltinCalls.call("crypto.hmac.md5", "x: string; key: string", x, key));
    }

    /**
     * The HMAC-SHA-1 of a message, in hexadecimal.
     *
     * @param x a string
     * @param key a string
     */
    public static Operand cryptoHmacSha1(@Nullable Object x, @Nullable Object key) {
        return new Operand(BuiltinCalls.call("crypto.hmac.sha1", "x: string; key: string", x, key));
    }

    /**
     * The HMAC-SHA-256 of a message, in hexadecimal.
     *
     * @param x a string
     * @param key a string
     */
    public static Operand cryptoHmacSha256(@Nullable Object x, @Nullable Object key) {
        return new Operand(BuiltinCalls.call("crypto.hmac.sha256", "x: string; key: string", x, key));
    }

    /**
     * The HMAC-SHA-512 of a message, in hexadecimal.
     *
     * @param x a string
     * @param key a string
     */
    public static Operand cryptoHmacSha512(@Nullable Object x, @Nullable Object key) {
        return new Operand(BuiltinCalls.call("crypto.hmac.sha512", "x: string; key: string", x, key));
    }

    /**
     * The MD5 digest of the text, in hexadecimal.
     *
     * @param x a string
     */
    public static Operand cryptoMd5(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("crypto.md5", "x: string", x));
    }

    /**
     * The private keys that a PEM text holds, one object each.
     *
     * @param keys a string
     */
    public static Operand cryptoParsePrivateKeys(@Nullable Object keys) {
        return new Operand(BuiltinCalls.call("crypto.parse_private_keys", "keys: string", keys));
    }

    /**
     * The SHA-1 digest of the text, in hexadecimal.
     *
     * @param x a string
     */
    public static Operand cryptoSha1(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("crypto.sha1", "x: string", x));
    }

    /**
     * The SHA-256 digest of the text, in hexadecimal.
     *
     * @param x a string
     */
    public static Operand cryptoSha256(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("crypto.sha256", "x: string", x));
    }

    /**
     * Whether a chain of certificates, from root to leaf, is valid, and the parsed chain.
     *
     * @param certs a string
     */
    public static Operand cryptoX509ParseAndVerifyCertificates(@Nullable Object certs) {
        return new Operand(BuiltinCalls.call("crypto.x509.parse_and_verify_certificates", "certs: string", certs));
    }

    /**
     * Whether a chain of certificates is valid for a DNS name, time and key usages, and the parsed chain.
     *
     * @param certs a string
     * @param options an object
     */
    public static Operand cryptoX509ParseAndVerifyCertificatesWithOptions(
            @Nullable Object certs, @Nullable Object options) {
        return new Operand(BuiltinCalls.call(
                "crypto.x509.parse_and_verify_certificates_with_options",
                "certs: string; options: object[string,any*]",
                certs,
                options));
    }

    /**
     * A certificate signing request as an object.
     *
     * @param csr a string
     */
    public static Operand cryptoX509ParseCertificateRequest(@Nullable Object csr) {
        return new Operand(BuiltinCalls.call("crypto.x509.parse_certificate_request", "csr: string", csr));
    }

    /**
     * The certificates of the text as objects, without verification.
     *
     * @param certs a string
     */
    public static Operand cryptoX509ParseCertificates(@Nullable Object certs) {
        return new Operand(BuiltinCalls.call("crypto.x509.parse_certificates", "certs: string", certs));
    }

    /**
     * A certificate together with its private key, as an object.
     *
     * @param cert a string
     * @param pem a string
     */
    public static Operand cryptoX509ParseKeypair(@Nullable Object cert, @Nullable Object pem) {
        return new Operand(BuiltinCalls.call("crypto.x509.parse_keypair", "cert: string; pem: string", cert, pem));
    }

    /**
     * An RSA private key as a JSON Web Key.
     *
     * @param pem a string
     */
    public static Operand cryptoX509ParseRsaPrivateKey(@Nullable Object pem) {
        return new Operand(BuiltinCalls.call("crypto.x509.parse_rsa_private_key", "pem: string", pem));
    }

    /**
     * One number divided by another: {@code x / y}.
     *
     * @param x a number
     * @param y a number
     */
    public static Operand dividedBy(@Nullable Object x, @Nullable Object y) {
        return new Operand(BuiltinCalls.call("div", "x: number; y: number", x, y));
    }

    /**
     * True if the text ends with the other one.
     *
     * @param search a string
     * @param base a string
     */
    public static Operand endsWith(@Nullable Object search, @Nullable Object base) {
        return new Operand(BuiltinCalls.call("endswith", "search: string; base: string", search, base));
    }

    /**
     * Unifies both sides, binding variables on either: {@code x = y}.
     *
     * @param x any value
     * @param y any value
     */
    public static Statement unify(@Nullable Object x, @Nullable Object y) {
        return new Statement(new Expr(BuiltinCalls.call("eq", "x: any; y: any", x, y)));
    }

    /**
     * True if the two are the same: {@code x == y}.
     *
     * @param x any value
     * @param y any value
     */
    public static Operand eq(@Nullable Object x, @Nullable Object y) {
        return new Operand(BuiltinCalls.call("equal", "x: any; y: any", x, y));
    }

    /**
     * The largest integer that is not greater than the number.
     *
     * @param x a number
     */
    public static Operand floor(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("floor", "x: number", x));
    }

    /**
     * The integer part of a number in base 2, 8, 10 or 16.
     *
     * @param number a number
     * @param base a number
     */
    public static Operand formatInt(@Nullable Object number, @Nullable Object base) {
        return new Operand(BuiltinCalls.call("format_int", "number: number; base: number", number, base));
    }

    /**
     * True if a text matches a glob pattern whose parts are separated by the delimiters.
     *
     * @param pattern a string
     * @param delimiters null, or an array of (a string)
     * @param match a string
     */
    public static Operand globMatch(@Nullable Object pattern, @Nullable Object delimiters, @Nullable Object match) {
        return new Operand(BuiltinCalls.call(
                "glob.match",
                "pattern: string; delimiters: null|array[string*]; match: string",
                pattern,
                delimiters,
                match));
    }

    /**
     * The text escaped as a glob pattern that matches only itself.
     *
     * @param pattern a string
     */
    public static Operand globQuoteMeta(@Nullable Object pattern) {
        return new Operand(BuiltinCalls.call("glob.quote_meta", "pattern: string", pattern));
    }

    /**
     * The vertices that can be reached from the given ones.
     *
     * @param graph an object
     * @param initial an array, or a set
     */
    public static Operand graphReachable(@Nullable Object graph, @Nullable Object initial) {
        return new Operand(BuiltinCalls.call(
                "graph.reachable",
                "graph: object[any,array[any*]|set[any]*]; initial: array[any*]|set[any]",
                graph,
                initial));
    }

    /**
     * All paths from the given vertices.
     *
     * @param graph an object
     * @param initial an array, or a set
     */
    public static Operand graphReachablePaths(@Nullable Object graph, @Nullable Object initial) {
        return new Operand(BuiltinCalls.call(
                "graph.reachable_paths",
                "graph: object[any,array[any*]|set[any]*]; initial: array[any*]|set[any]",
                graph,
                initial));
    }

    /**
     * True if a GraphQL query is valid for a schema.
     *
     * @param query a string, or an object
     * @param schema a string, or an object
     */
    public static Operand graphqlIsValid(@Nullable Object query, @Nullable Object schema) {
        return new Operand(BuiltinCalls.call(
                "graphql.is_valid", "query: string|object[any,any*]; schema: string|object[any,any*]", query, schema));
    }

    /**
     * The trees of a GraphQL query and of its schema; undefined if the query is not valid for it.
     *
     * @param query a string, or an object
     * @param schema a string, or an object
     */
    public static Operand graphqlParse(@Nullable Object query, @Nullable Object schema) {
        return new Operand(BuiltinCalls.call(
                "graphql.parse", "query: string|object[any,any*]; schema: string|object[any,any*]", query, schema));
    }

    /**
     * Whether a GraphQL query is valid for a schema, and the trees of both.
     *
     * @param query a string, or an object
     * @param schema a string, or an object
     */
    public static Operand graphqlParseAndVerify(@Nullable Object query, @Nullable Object schema) {
        return new Operand(BuiltinCalls.call(
                "graphql.parse_and_verify",
                "query: string|object[any,any*]; schema: string|object[any,any*]",
                query,
                schema));
    }

    /**
     * The tree of a GraphQL query.
     *
     * @param query a string
     */
    public static Operand graphqlParseQuery(@Nullable Object query) {
        return new Operand(BuiltinCalls.call("graphql.parse_query", "query: string", query));
    }

    /**
     * The tree of a GraphQL schema.
     *
     * @param schema a string
     */
    public static Operand graphqlParseSchema(@Nullable Object schema) {
        return new Operand(BuiltinCalls.call("graphql.parse_schema", "schema: string", schema));
    }

    /**
     * True if the text or tree is a GraphQL schema.
     *
     * @param schema a string, or an object
     */
    public static Operand graphqlSchemaIsValid(@Nullable Object schema) {
        return new Operand(BuiltinCalls.call("graphql.schema_is_valid", "schema: string|object[any,any*]", schema));
    }

    /**
     * True if the first is greater than the second: {@code x > y}.
     *
     * @param x any value
     * @param y any value
     */
    public static Operand gt(@Nullable Object x, @Nullable Object y) {
        return new Operand(BuiltinCalls.call("gt", "x: any; y: any", x, y));
    }

    /**
     * True if the first is greater than the second or equal to it: {@code x >= y}.
     *
     * @param x any value
     * @param y any value
     */
    public static Operand gte(@Nullable Object x, @Nullable Object y) {
        return new Operand(BuiltinCalls.call("gte", "x: any; y: any", x, y));
    }

    /**
     * The text that hexadecimal digits encode.
     *
     * @param x a string
     */
    public static Operand hexDecode(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("hex.decode", "x: string", x));
    }

    /**
     * The bytes of the text as hexadecimal digits.
     *
     * @param x a string
     */
    public static Operand hexEncode(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("hex.encode", "x: string", x));
    }

    /**
     * Sends an HTTP request and gives the response as an object.
     *
     * @param request an object
     */
    public static Operand httpSend(@Nullable Object request) {
        return new Operand(BuiltinCalls.call("http.send", "request: object[string,any*]", request));
    }

    /**
     * The index of the first occurrence of the other text, from 0; -1 if there is none.
     *
     * @param haystack a string
     * @param needle a string
     */
    public static Operand indexOf(@Nullable Object haystack, @Nullable Object needle) {
        return new Operand(BuiltinCalls.call("indexof", "haystack: string; needle: string", haystack, needle));
    }

    /**
     * The indices of all occurrences of the other text, from 0.
     *
     * @param haystack a string
     * @param needle a string
     */
    public static Operand indexOfN(@Nullable Object haystack, @Nullable Object needle) {
        return new Operand(BuiltinCalls.call("indexof_n", "haystack: string; needle: string", haystack, needle));
    }

    /**
     * True if a collection has an element: {@code x in xs}.
     *
     * @param x any value
     * @param y any value
     */
    public static Operand internalMember2(@Nullable Object x, @Nullable Object y) {
        return new Operand(BuiltinCalls.call("internal.member_2", "x: any; y: any", x, y));
    }

    /**
     * True if a collection has an element at a key: {@code k, v in xs}.
     *
     * @param x any value
     * @param y any value
     * @param z any value
     */
    public static Operand internalMember3(@Nullable Object x, @Nullable Object y, @Nullable Object z) {
        return new Operand(BuiltinCalls.call("internal.member_3", "x: any; y: any; z: any", x, y, z));
    }

    /**
     * What OPA's compiler rewrites {@code print} to.
     *
     * @param x an array of (a set)
     */
    public static Operand internalPrint(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("internal.print", "x: array[set[any]*]", x));
    }

    /**
     * What OPA's compiler rewrites a template string to.
     *
     * @param x an array
     */
    public static Operand internalTemplateString(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("internal.template_string", "x: array[any*]", x));
    }

    /**
     * What OPA's compiler adds to a test with cases.
     *
     * @param x an array
     */
    public static Operand internalTestCase(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("internal.test_case", "x: array[any*]", x));
    }

    /**
     * The elements that each of the sets has.
     *
     * @param xs a set of (a set)
     */
    public static Operand intersection(@Nullable Object xs) {
        return new Operand(BuiltinCalls.call("intersection", "xs: set[set[any]]", xs));
    }

    /**
     * Header, payload and signature of a JSON Web Token, without verification.
     *
     * @param jwt a string
     */
    public static Operand jwtDecode(@Nullable Object jwt) {
        return new Operand(BuiltinCalls.call("io.jwt.decode", "jwt: string", jwt));
    }

    /**
     * Whether a JSON Web Token is verified under the constraints, with its header and payload.
     *
     * @param jwt a string
     * @param constraints an object
     */
    public static Operand jwtDecodeVerify(@Nullable Object jwt, @Nullable Object constraints) {
        return new Operand(BuiltinCalls.call(
                "io.jwt.decode_verify", "jwt: string; constraints: object[string,any*]", jwt, constraints));
    }

    /**
     * A JSON Web Token made from objects and signed with a JSON Web Key.
     *
     * @param headers an object
     * @param payload an object
     * @param key an object
     */
    public static Operand jwtEncodeSign(@Nullable Object headers, @Nullable Object payload, @Nullable Object key) {
        return new Operand(BuiltinCalls.call(
                "io.jwt.encode_sign",
                "headers: object[string,any*]; payload: object[string,any*]; key: object[string,any*]",
                headers,
                payload,
                key));
    }

    /**
     * A JSON Web Token made from JSON texts and signed with a JSON Web Key.
     *
     * @param headers a string
     * @param payload a string
     * @param key a string
     */
    public static Operand jwtEncodeSignRaw(@Nullable Object headers, @Nullable Object payload, @Nullable Object key) {
        return new Operand(BuiltinCalls.call(
                "io.jwt.encode_sign_raw", "headers: string; payload: string; key: string", headers, payload, key));
    }

    /**
     * True if a token's EdDSA signature is right.
     *
     * @param jwt a string
     * @param certificate a string
     */
    public static Operand jwtVerifyEddsa(@Nullable Object jwt, @Nullable Object certificate) {
        return new Operand(
                BuiltinCalls.call("io.jwt.verify_eddsa", "jwt: string; certificate: string", jwt, certificate));
    }

    /**
     * True if a token's ES256 signature is right.
     *
     * @param jwt a string
     * @param certificate a string
     */
    public static Operand jwtVerifyEs256(@Nullable Object jwt, @Nullable Object certificate) {
        return new Operand(
                BuiltinCalls.call("io.jwt.verify_es256", "jwt: string; certificate: string", jwt, certificate));
    }

    /**
     * True if a token's ES384 signature is right.
     *
     * @param jwt a string
     * @param certificate a string
     */
    public static Operand jwtVerifyEs384(@Nullable Object jwt, @Nullable Object certificate) {
        return new Operand(
                BuiltinCalls.call("io.jwt.verify_es384", "jwt: string; certificate: string", jwt, certificate));
    }

    /**
     * True if a token's ES512 signature is right.
     *
     * @param jwt a string
     * @param certificate a string
     */
    public static Operand jwtVerifyEs512(@Nullable Object jwt, @Nullable Object certificate) {
        return new Operand(
                BuiltinCalls.call("io.jwt.verify_es512", "jwt: string; certificate: string", jwt, certificate));
    }

    /**
     * True if a token's HS256 signature is right.
     *
     * @param jwt a string
     * @param secret a string
     */
    public static Operand jwtVerifyHs256(@Nullable Object jwt, @Nullable Object secret) {
        return new Operand(BuiltinCalls.call("io.jwt.verify_hs256", "jwt: string; secret: string", jwt, secret));
    }

    /**
     * True if a token's HS384 signature is right.
     *
     * @param jwt a string
     * @param secret a string
     */
    public static Operand jwtVerifyHs384(@Nullable Object jwt, @Nullable Object secret) {
        return new Operand(BuiltinCalls.call("io.jwt.verify_hs384", "jwt: string; secret: string", jwt, secret));
    }

    /**
     * True if a token's HS512 signature is right.
     *
     * @param jwt a string
     * @param secret a string
     */
    public static Operand jwtVerifyHs512(@Nullable Object jwt, @Nullable Object secret) {
        return new Operand(BuiltinCalls.call("io.jwt.verify_hs512", "jwt: string; secret: string", jwt, secret));
    }

    /**
     * True if a token's PS256 signature is right.
     *
     * @param jwt a string
     * @param certificate a string
     */
    public static Operand jwtVerifyPs256(@Nullable Object jwt, @Nullable Object certificate) {
        return new Operand(
                BuiltinCalls.call("io.jwt.verify_ps256", "jwt: string; certificate: string", jwt, certificate));
    }

    /**
     * True if a token's PS384 signature is right.
     *
     * @param jwt a string
     * @param certificate a string
     */
    public static Operand jwtVerifyPs384(@Nullable Object jwt, @Nullable Object certificate) {
        return new Operand(
                BuiltinCalls.call("io.jwt.verify_ps384", "jwt: string; certificate: string", jwt, certificate));
    }

    /**
     * True if a token's PS512 signature is right.
     *
     * @param jwt a string
     * @param certificate a string
     */
    public static Operand jwtVerifyPs512(@Nullable Object jwt, @Nullable Object certificate) {
        return new Operand(
                BuiltinCalls.call("io.jwt.verify_ps512", "jwt: string; certificate: string", jwt, certificate));
    }

    /**
     * True if a token's RS256 signature is right.
     *
     * @param jwt a string
     * @param certificate a string
     */
    public static Operand jwtVerifyRs256(@Nullable Object jwt, @Nullable Object certificate) {
        return new Operand(
                BuiltinCalls.call("io.jwt.verify_rs256", "jwt: string; certificate: string", jwt, certificate));
    }

    /**
     * True if a token's RS384 signature is right.
     *
     * @param jwt a string
     * @param certificate a string
     */
    public static Operand jwtVerifyRs384(@Nullable Object jwt, @Nullable Object certificate) {
        return new Operand(
                BuiltinCalls.call("io.jwt.verify_rs384", "jwt: string; certificate: string", jwt, certificate));
    }

    /**
     * True if a token's RS512 signature is right.
     *
     * @param jwt a string
     * @param certificate a string
     */
    public static Operand jwtVerifyRs512(@Nullable Object jwt, @Nullable Object certificate) {
        return new Operand(
                BuiltinCalls.call("io.jwt.verify_rs512", "jwt: string; certificate: string", jwt, certificate));
    }

    /**
     * True for an array.
     *
     * @param x any value
     */
    public static Operand isArray(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("is_array", "x: any", x));
    }

    /**
     * True for {@code true} and {@code false}.
     *
     * @param x any value
     */
    public static Operand isBoolean(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("is_boolean", "x: any", x));
    }

    /**
     * True for {@code null}.
     *
     * @param x any value
     */
    public static Operand isNull(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("is_null", "x: any", x));
    }

    /**
     * True for a number.
     *
     * @param x any value
     */
    public static Operand isNumber(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("is_number", "x: any", x));
    }

    /**
     * True for an object.
     *
     * @param x any value
     */
    public static Operand isObject(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("is_object", "x: any", x));
    }

    /**
     * True for a set.
     *
     * @param x any value
     */
    public static Operand isSet(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("is_set", "x: any", x));
    }

    /**
     * True for a string.
     *
     * @param x any value
     */
    public static Operand isString(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("is_string", "x: any", x));
    }

    /**
     * Only those parts of an object that the paths name.
     *
     * @param object an object
     * @param paths an array of (a string, or an array), or a set of (a string, or an array)
     */
    public static Operand jsonFilter(@Nullable Object object, @Nullable Object paths) {
        return new Operand(BuiltinCalls.call(
                "json.filter",
                "object: object[any,any*]; paths: array[string|array[any*]*]|set[string|array[any*]]",
                object,
                paths));
    }

    /**
     * True if the text is JSON.
     *
     * @param x a string
     */
    public static Operand jsonIsValid(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("json.is_valid", "x: string", x));
    }

    /**
     * The value as JSON text.
     *
     * @param x any value
     */
    public static Operand jsonMarshal(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("json.marshal", "x: any", x));
    }

    /**
     * The value as JSON text, indented as asked for.
     *
     * @param x any value
     * @param opts an object
     */
    public static Operand jsonMarshalWithOptions(@Nullable Object x, @Nullable Object opts) {
        return new Operand(BuiltinCalls.call("json.marshal_with_options", "x: any; opts: object[any,any*]", x, opts));
    }

    /**
     * Whether a document matches a JSON Schema, and the errors.
     *
     * @param document a string, or an object
     * @param schema a string, or an object
     */
    public static Operand jsonMatchSchema(@Nullable Object document, @Nullable Object schema) {
        return new Operand(BuiltinCalls.call(
                "json.match_schema",
                "document: string|object[any,any*]; schema: string|object[any,any*]",
                document,
                schema));
    }

    /**
     * The value with the operations of a JSON Patch applied.
     *
     * @param target any value
     * @param patches an array of (an object)
     */
    public static Operand jsonPatch(@Nullable Object target, @Nullable Object patches) {
        return new Operand(
                BuiltinCalls.call("json.patch", "target: any; patches: array[object[any,any*]*]", target, patches));
    }

    /**
     * An object without the parts that the paths name.
     *
     * @param object an object
     * @param paths an array of (a string, or an array), or a set of (a string, or an array)
     */
    public static Operand jsonRemove(@Nullable Object object, @Nullable Object paths) {
        return new Operand(BuiltinCalls.call(
                "json.remove",
                "object: object[any,any*]; paths: array[string|array[any*]*]|set[string|array[any*]]",
                object,
                paths));
    }

    /**
     * The value of a JSON text.
     *
     * @param x a string
     */
    public static Operand jsonUnmarshal(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("json.unmarshal", "x: string", x));
    }

    /**
     * Whether the value is a valid JSON Schema, and the error.
     *
     * @param schema a string, or an object
     */
    public static Operand jsonVerifySchema(@Nullable Object schema) {
        return new Operand(BuiltinCalls.call("json.verify_schema", "schema: string|object[any,any*]", schema));
    }

    /**
     * The text in lower case.
     *
     * @param x a string
     */
    public static Operand lower(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("lower", "x: string", x));
    }

    /**
     * True if the first is less than the second: {@code x < y}.
     *
     * @param x any value
     * @param y any value
     */
    public static Operand lt(@Nullable Object x, @Nullable Object y) {
        return new Operand(BuiltinCalls.call("lt", "x: any; y: any", x, y));
    }

    /**
     * True if the first is less than the second or equal to it: {@code x <= y}.
     *
     * @param x any value
     * @param y any value
     */
    public static Operand lte(@Nullable Object x, @Nullable Object y) {
        return new Operand(BuiltinCalls.call("lte", "x: any; y: any", x, y));
    }

    /**
     * The greatest element.
     *
     * @param collection an array, or a set
     */
    public static Operand max(@Nullable Object collection) {
        return new Operand(BuiltinCalls.call("max", "collection: array[any*]|set[any]", collection));
    }

    /**
     * The least element.
     *
     * @param collection an array, or a set
     */
    public static Operand min(@Nullable Object collection) {
        return new Operand(BuiltinCalls.call("min", "collection: array[any*]|set[any]", collection));
    }

    /**
     * The difference of two numbers or sets: {@code x - y}.
     *
     * @param x a number, or a set
     * @param y a number, or a set
     */
    public static Operand minus(@Nullable Object x, @Nullable Object y) {
        return new Operand(BuiltinCalls.call("minus", "x: number|set[any]; y: number|set[any]", x, y));
    }

    /**
     * The product of two numbers: {@code x * y}.
     *
     * @param x a number
     * @param y a number
     */
    public static Operand times(@Nullable Object x, @Nullable Object y) {
        return new Operand(BuiltinCalls.call("mul", "x: number; y: number", x, y));
    }

    /**
     * True if the two differ: {@code x != y}.
     *
     * @param x any value
     * @param y any value
     */
    public static Operand neq(@Nullable Object x, @Nullable Object y) {
        return new Operand(BuiltinCalls.call("neq", "x: any; y: any", x, y));
    }

    /**
     * True if a network has an address, or another network, within it.
     *
     * @param cidr a string
     * @param cidrOrIp a string
     */
    public static Operand netCidrContains(@Nullable Object cidr, @Nullable Object cidrOrIp) {
        return new Operand(BuiltinCalls.call("net.cidr_contains", "cidr: string; cidr_or_ip: string", cidr, cidrOrIp));
    }

    /**
     * The pairs of a network and an address or network within it.
     *
     * @param cidrs a string, or an array of (a string, or an array), or an object, or a set of (a string, or an array)
     * @param cidrsOrIps a string, or an array of (a string, or an array), or an object, or a set of (a string, or an array)
     */
    public static Operand netCidrContainsMatches(@Nullable Object cidrs, @Nullable Object cidrsOrIps) {
        return new Operand(BuiltinCalls.call(
                "net.cidr_contains_matches",
                "cidrs: string|array[string|array[any*]*]|object[string,string|array[any*]*]|set[string|array[any*]]; cidrs_or_ips: string|array[string|array[any*]*]|object[string,string|array[any*]*]|set[string|array[any*]]",
                cidrs,
                cidrsOrIps));
    }

    /**
     * Each address of a network.
     *
     * @param cidr a string
     */
    public static Operand netCidrExpand(@Nullable Object cidr) {
        return new Operand(BuiltinCalls.call("net.cidr_expand", "cidr: string", cidr));
    }

    /**
     * True if two networks share an address.
     *
     * @param cidr1 a string
     * @param cidr2 a string
     */
    public static Operand netCidrIntersects(@Nullable Object cidr1, @Nullable Object cidr2) {
        return new Operand(BuiltinCalls.call("net.cidr_intersects", "cidr1: string; cidr2: string", cidr1, cidr2));
    }

    /**
     * True if the text is a network such as {@code 10.0.0.0/8}.
     *
     * @param cidr a string
     */
    public static Operand netCidrIsValid(@Nullable Object cidr) {
        return new Operand(BuiltinCalls.call("net.cidr_is_valid", "cidr: string", cidr));
    }

    /**
     * The smallest list of networks with the same addresses.
     *
     * @param addrs an array of (a string), or a set of (a string)
     */
    public static Operand netCidrMerge(@Nullable Object addrs) {
        return new Operand(BuiltinCalls.call("net.cidr_merge", "addrs: array[string*]|set[string]", addrs));
    }

    /**
     * True if a network has an address within it; deprecated.
     *
     * @param x a string
     * @param y a string
     */
    public static Operand netCidrOverlap(@Nullable Object x, @Nullable Object y) {
        return new Operand(BuiltinCalls.call("net.cidr_overlap", "x: string; y: string", x, y));
    }

    /**
     * The addresses of a host, as the resolver of the machine gives them.
     *
     * @param name a string
     */
    public static Operand netLookupIpAddr(@Nullable Object name) {
        return new Operand(BuiltinCalls.call("net.lookup_ip_addr", "name: string", name));
    }

    /**
     * The whole numbers from one to another, both included.
     *
     * @param a a number
     * @param b a number
     */
    public static Operand numbersRange(@Nullable Object a, @Nullable Object b) {
        return new Operand(BuiltinCalls.call("numbers.range", "a: number; b: number", a, b));
    }

    /**
     * Whole numbers from one to another with a fixed distance between them.
     *
     * @param a a number
     * @param b a number
     * @param step a number
     */
    public static Operand numbersRangeStep(@Nullable Object a, @Nullable Object b, @Nullable Object step) {
        return new Operand(BuiltinCalls.call("numbers.range_step", "a: number; b: number; step: number", a, b, step));
    }

    /**
     * An object with only the given keys.
     *
     * @param object an object
     * @param keys an array, or an object, or a set
     */
    public static Operand objectFilter(@Nullable Object object, @Nullable Object keys) {
        return new Operand(BuiltinCalls.call(
                "object.filter",
                "object: object[any,any*]; keys: array[any*]|object[any,any*]|set[any]",
                object,
                keys));
    }

    /**
     * The value of an object at a key or path, or the default if there is none.
     *
     * @param object an object
     * @param key any value
     * @param defaultValue any value
     */
    public static Operand objectGet(@Nullable Object object, @Nullable Object key, @Nullable Object defaultValue) {
        return new Operand(BuiltinCalls.call(
                "object.get", "object: object[any,any*]; key: any; default: any", object, key, defaultValue));
    }

    /**
     * The keys of an object.
     *
     * @param object an object
     */
    public static Operand objectKeys(@Nullable Object object) {
        return new Operand(BuiltinCalls.call("object.keys", "object: object[any,any*]", object));
    }

    /**
     * An object without the given keys.
     *
     * @param object an object
     * @param keys an array, or an object, or a set
     */
    public static Operand objectRemove(@Nullable Object object, @Nullable Object keys) {
        return new Operand(BuiltinCalls.call(
                "object.remove",
                "object: object[any,any*]; keys: array[any*]|object[any,any*]|set[any]",
                object,
                keys));
    }

    /**
     * True if the second collection is a subset of the first.
     *
     * @param superset an array, or an object, or a set
     * @param sub an array, or an object, or a set
     */
    public static Operand objectSubset(@Nullable Object superset, @Nullable Object sub) {
        return new Operand(BuiltinCalls.call(
                "object.subset",
                "super: array[any*]|object[any,any*]|set[any]; sub: array[any*]|object[any,any*]|set[any]",
                superset,
                sub));
    }

    /**
     * The union of two objects, merged recursively; the second one's values take precedence.
     *
     * @param a an object
     * @param b an object
     */
    public static Operand objectUnion(@Nullable Object a, @Nullable Object b) {
        return new Operand(BuiltinCalls.call("object.union", "a: object[any,any*]; b: object[any,any*]", a, b));
    }

    /**
     * The union of objects, merged recursively from left to right.
     *
     * @param objects an array of (an object)
     */
    public static Operand objectUnionN(@Nullable Object objects) {
        return new Operand(BuiltinCalls.call("object.union_n", "objects: array[object[any,any*]*]", objects));
    }

    /**
     * Information about the running OPA: its configuration, environment and version.
     */
    public static Operand opaRuntime() {
        return new Operand(BuiltinCalls.call("opa.runtime", ""));
    }

    /**
     * The elements of both sets: {@code x | y}.
     *
     * @param x a set
     * @param y a set
     */
    public static Operand unite(@Nullable Object x, @Nullable Object y) {
        return new Operand(BuiltinCalls.call("or", "x: set[any]; y: set[any]", x, y));
    }

    /**
     * The sum of two numbers: {@code x + y}.
     *
     * @param x a number
     * @param y a number
     */
    public static Operand plus(@Nullable Object x, @Nullable Object y) {
        return new Operand(BuiltinCalls.call("plus", "x: number; y: number", x, y));
    }

    /**
     * Prints the values to OPA's log, for debugging.
     *
     * @param values any values
     */
    public static Operand print(@Nullable Object... values) {
        return new Operand(BuiltinCalls.call("print", Values.terms("values", values)));
    }

    /**
     * The product of all numbers.
     *
     * @param collection an array of (a number), or a set of (a number)
     */
    public static Operand product(@Nullable Object collection) {
        return new Operand(BuiltinCalls.call("product", "collection: array[number*]|set[number]", collection));
    }

    /**
     * An HTTP request signed by AWS Signature Version 4.
     *
     * @param request an object
     * @param awsConfig an object
     * @param timeNs a number
     */
    public static Operand providersAwsSignReq(
            @Nullable Object request, @Nullable Object awsConfig, @Nullable Object timeNs) {
        return new Operand(BuiltinCalls.call(
                "providers.aws.sign_req",
                "request: object[string,any*]; aws_config: object[string,any*]; time_ns: number",
                request,
                awsConfig,
                timeNs));
    }

    /**
     * A random whole number below a bound, the same one for the same string within a query.
     *
     * @param str a string
     * @param n a number
     */
    public static Operand randIntn(@Nullable Object str, @Nullable Object n) {
        return new Operand(BuiltinCalls.call("rand.intn", "str: string; n: number", str, n));
    }

    /**
     * True if a text matches a regular expression; deprecated, use {@code regex.match}.
     *
     * @param x a string
     * @param y a string
     */
    public static Operand reMatch(@Nullable Object x, @Nullable Object y) {
        return new Operand(BuiltinCalls.call("re_match", "x: string; y: string", x, y));
    }

    /**
     * The matches of a regular expression with their groups, at most so many; -1 for all.
     *
     * @param pattern a string
     * @param value a string
     * @param number a number
     */
    public static Operand regexFindAllStringSubmatchN(
            @Nullable Object pattern, @Nullable Object value, @Nullable Object number) {
        return new Operand(BuiltinCalls.call(
                "regex.find_all_string_submatch_n",
                "pattern: string; value: string; number: number",
                pattern,
                value,
                number));
    }

    /**
     * The matches of a regular expression, at most so many; -1 for all.
     *
     * @param pattern a string
     * @param value a string
     * @param number a number
     */
    public static Operand regexFindN(@Nullable Object pattern, @Nullable Object value, @Nullable Object number) {
        return new Operand(BuiltinCalls.call(
                "regex.find_n", "pattern: string; value: string; number: number", pattern, value, number));
    }

    /**
     * True if some text matches both of two glob-style regular expressions.
     *
     * @param glob1 a string
     * @param glob2 a string
     */
    public static Operand regexGlobsMatch(@Nullable Object glob1, @Nullable Object glob2) {
        return new Operand(BuiltinCalls.call("regex.globs_match", "glob1: string; glob2: string", glob1, glob2));
    }

    /**
     * True if the text is a regular expression.
     *
     * @param pattern a string
     */
    public static Operand regexIsValid(@Nullable Object pattern) {
        return new Operand(BuiltinCalls.call("regex.is_valid", "pattern: string", pattern));
    }

    /**
     * True if a text has a match of a regular expression.
     *
     * @param pattern a string
     * @param value a string
     */
    public static Operand regexMatch(@Nullable Object pattern, @Nullable Object value) {
        return new Operand(BuiltinCalls.call("regex.match", "pattern: string; value: string", pattern, value));
    }

    /**
     * The text with each match of a regular expression replaced.
     *
     * @param s a string
     * @param pattern a string
     * @param value a string
     */
    public static Operand regexReplace(@Nullable Object s, @Nullable Object pattern, @Nullable Object value) {
        return new Operand(
                BuiltinCalls.call("regex.replace", "s: string; pattern: string; value: string", s, pattern, value));
    }

    /**
     * The pieces of a text between the matches of a regular expression.
     *
     * @param pattern a string
     * @param value a string
     */
    public static Operand regexSplit(@Nullable Object pattern, @Nullable Object value) {
        return new Operand(BuiltinCalls.call("regex.split", "pattern: string; value: string", pattern, value));
    }

    /**
     * True if a text matches a pattern with regular expressions in delimiters.
     *
     * @param template a string
     * @param value a string
     * @param delimiterStart a string
     * @param delimiterEnd a string
     */
    public static Operand regexTemplateMatch(
            @Nullable Object template,
            @Nullable Object value,
            @Nullable Object delimiterStart,
            @Nullable Object delimiterEnd) {
        return new Operand(BuiltinCalls.call(
                "regex.template_match",
                "template: string; value: string; delimiter_start: string; delimiter_end: string",
                template,
                value,
                delimiterStart,
                delimiterEnd));
    }

    /**
     * The METADATA of this rule, its document and its packages.
     */
    public static Operand regoMetadataChain() {
        return new Operand(BuiltinCalls.call("rego.metadata.chain", ""));
    }

    /**
     * The METADATA of this rule.
     */
    public static Operand regoMetadataRule() {
        return new Operand(BuiltinCalls.call("rego.metadata.rule", ""));
    }

    /**
     * The AST of a Rego module as JSON.
     *
     * @param filename a string
     * @param rego a string
     */
    public static Operand regoParseModule(@Nullable Object filename, @Nullable Object rego) {
        return new Operand(BuiltinCalls.call("rego.parse_module", "filename: string; rego: string", filename, rego));
    }

    /**
     * The remainder of a division: {@code x % y}.
     *
     * @param x a number
     * @param y a number
     */
    public static Operand modulo(@Nullable Object x, @Nullable Object y) {
        return new Operand(BuiltinCalls.call("rem", "x: number; y: number", x, y));
    }

    /**
     * The text with each occurrence of one part replaced by another.
     *
     * @param x a string
     * @param old a string
     * @param replacement a string
     */
    public static Operand replace(@Nullable Object x, @Nullable Object old, @Nullable Object replacement) {
        return new Operand(BuiltinCalls.call("replace", "x: string; old: string; new: string", x, old, replacement));
    }

    /**
     * The nearest whole number.
     *
     * @param x a number
     */
    public static Operand round(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("round", "x: number", x));
    }

    /**
     * -1, 0 or 1: whether the first semantic version is older, the same or newer.
     *
     * @param a a string
     * @param b a string
     */
    public static Operand semverCompare(@Nullable Object a, @Nullable Object b) {
        return new Operand(BuiltinCalls.call("semver.compare", "a: string; b: string", a, b));
    }

    /**
     * True if the value is a semantic version.
     *
     * @param vsn any value
     */
    public static Operand semverIsValid(@Nullable Object vsn) {
        return new Operand(BuiltinCalls.call("semver.is_valid", "vsn: any", vsn));
    }

    /**
     * The elements of the first set that the second has not; deprecated, use {@code -}.
     *
     * @param x a set
     * @param y a set
     */
    public static Operand setDiff(@Nullable Object x, @Nullable Object y) {
        return new Operand(BuiltinCalls.call("set_diff", "x: set[any]; y: set[any]", x, y));
    }

    /**
     * The elements in Rego's order, as an array.
     *
     * @param collection an array, or a set
     */
    public static Operand sort(@Nullable Object collection) {
        return new Operand(BuiltinCalls.call("sort", "collection: array[any*]|set[any]", collection));
    }

    /**
     * The pieces of a text between delimiters.
     *
     * @param x a string
     * @param delimiter a string
     */
    public static Operand split(@Nullable Object x, @Nullable Object delimiter) {
        return new Operand(BuiltinCalls.call("split", "x: string; delimiter: string", x, delimiter));
    }

    /**
     * The format with its verbs, such as {@code %s} and {@code %d}, filled in.
     *
     * @param format a string
     * @param values an array
     */
    public static Operand sprintf(@Nullable Object format, @Nullable Object values) {
        return new Operand(BuiltinCalls.call("sprintf", "format: string; values: array[any*]", format, values));
    }

    /**
     * True if the text starts with the other one.
     *
     * @param search a string
     * @param base a string
     */
    public static Operand startsWith(@Nullable Object search, @Nullable Object base) {
        return new Operand(BuiltinCalls.call("startswith", "search: string; base: string", search, base));
    }

    /**
     * True if one of the texts starts with one of the prefixes.
     *
     * @param search a string, or an array of (a string), or a set of (a string)
     * @param base a string, or an array of (a string), or a set of (a string)
     */
    public static Operand stringsAnyPrefixMatch(@Nullable Object search, @Nullable Object base) {
        return new Operand(BuiltinCalls.call(
                "strings.any_prefix_match",
                "search: string|array[string*]|set[string]; base: string|array[string*]|set[string]",
                search,
                base));
    }

    /**
     * True if one of the texts ends with one of the suffixes.
     *
     * @param search a string, or an array of (a string), or a set of (a string)
     * @param base a string, or an array of (a string), or a set of (a string)
     */
    public static Operand stringsAnySuffixMatch(@Nullable Object search, @Nullable Object base) {
        return new Operand(BuiltinCalls.call(
                "strings.any_suffix_match",
                "search: string|array[string*]|set[string]; base: string|array[string*]|set[string]",
                search,
                base));
    }

    /**
     * The number of occurrences of the other text.
     *
     * @param search a string
     * @param substring a string
     */
    public static Operand stringsCount(@Nullable Object search, @Nullable Object substring) {
        return new Operand(BuiltinCalls.call("strings.count", "search: string; substring: string", search, substring));
    }

    /**
     * A Go template rendered with values.
     *
     * @param value a string
     * @param vars an object
     */
    public static Operand stringsRenderTemplate(@Nullable Object value, @Nullable Object vars) {
        return new Operand(
                BuiltinCalls.call("strings.render_template", "value: string; vars: object[string,any*]", value, vars));
    }

    /**
     * The text with each key of an object replaced by its value.
     *
     * @param patterns an object
     * @param value a string
     */
    public static Operand stringsReplaceN(@Nullable Object patterns, @Nullable Object value) {
        return new Operand(BuiltinCalls.call(
                "strings.replace_n", "patterns: object[string,string*]; value: string", patterns, value));
    }

    /**
     * The text in reverse order.
     *
     * @param x a string
     */
    public static Operand stringsReverse(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("strings.reverse", "x: string", x));
    }

    /**
     * At most so many pieces of a text, from its left; a negative number takes them from its right.
     *
     * @param x a string
     * @param delimiter a string
     * @param n a number
     */
    public static Operand stringsSplitN(@Nullable Object x, @Nullable Object delimiter, @Nullable Object n) {
        return new Operand(
                BuiltinCalls.call("strings.split_n", "x: string; delimiter: string; n: number", x, delimiter, n));
    }

    /**
     * A part of a text from an offset on; a negative length means up to the end.
     *
     * @param value a string
     * @param offset a number
     * @param length a number
     */
    public static Operand substring(@Nullable Object value, @Nullable Object offset, @Nullable Object length) {
        return new Operand(
                BuiltinCalls.call("substring", "value: string; offset: number; length: number", value, offset, length));
    }

    /**
     * The sum of all numbers.
     *
     * @param collection an array of (a number), or a set of (a number)
     */
    public static Operand sum(@Nullable Object collection) {
        return new Operand(BuiltinCalls.call("sum", "collection: array[number*]|set[number]", collection));
    }

    /**
     * The time so many years, months and days later.
     *
     * @param ns a number
     * @param years a number
     * @param months a number
     * @param days a number
     */
    public static Operand timeAddDate(
            @Nullable Object ns, @Nullable Object years, @Nullable Object months, @Nullable Object days) {
        return new Operand(BuiltinCalls.call(
                "time.add_date", "ns: number; years: number; months: number; days: number", ns, years, months, days));
    }

    /**
     * Hour, minute and second of a time.
     *
     * @param x a number, or an array of a number and a string
     */
    public static Operand timeClock(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("time.clock", "x: number|array[number,string]", x));
    }

    /**
     * Year, month and day of a time.
     *
     * @param x a number, or an array of a number and a string
     */
    public static Operand timeDate(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("time.date", "x: number|array[number,string]", x));
    }

    /**
     * Years, months, days, hours, minutes and seconds between two times.
     *
     * @param ns1 a number, or an array of a number and a string
     * @param ns2 a number, or an array of a number and a string
     */
    public static Operand timeDiff(@Nullable Object ns1, @Nullable Object ns2) {
        return new Operand(BuiltinCalls.call(
                "time.diff", "ns1: number|array[number,string]; ns2: number|array[number,string]", ns1, ns2));
    }

    /**
     * A time as text, in RFC 3339 or in a layout of Go.
     *
     * @param x a number, or an array of a number and a string, or an array of a number and a string and a string
     */
    public static Operand timeFormat(@Nullable Object x) {
        return new Operand(
                BuiltinCalls.call("time.format", "x: number|array[number,string]|array[number,string,string]", x));
    }

    /**
     * The time of the query in nanoseconds since 1970, the same throughout a query.
     */
    public static Operand timeNowNs() {
        return new Operand(BuiltinCalls.call("time.now_ns", ""));
    }

    /**
     * A duration such as {@code 1h30m} in nanoseconds.
     *
     * @param duration a string
     */
    public static Operand timeParseDurationNs(@Nullable Object duration) {
        return new Operand(BuiltinCalls.call("time.parse_duration_ns", "duration: string", duration));
    }

    /**
     * A time, read by a layout of Go, in nanoseconds since 1970.
     *
     * @param layout a string
     * @param value a string
     */
    public static Operand timeParseNs(@Nullable Object layout, @Nullable Object value) {
        return new Operand(BuiltinCalls.call("time.parse_ns", "layout: string; value: string", layout, value));
    }

    /**
     * A time, read by RFC 3339, in nanoseconds since 1970.
     *
     * @param value a string
     */
    public static Operand timeParseRfc3339Ns(@Nullable Object value) {
        return new Operand(BuiltinCalls.call("time.parse_rfc3339_ns", "value: string", value));
    }

    /**
     * The English name of a time's day of the week.
     *
     * @param x a number, or an array of a number and a string
     */
    public static Operand timeWeekday(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("time.weekday", "x: number|array[number,string]", x));
    }

    /**
     * The value as a number: null is 0, booleans are 0 and 1, strings are read.
     *
     * @param value null, or a boolean, or a number, or a string
     */
    public static Operand toNumber(@Nullable Object value) {
        return new Operand(BuiltinCalls.call("to_number", "value: null|boolean|number|string", value));
    }

    /**
     * Adds a note to the trace of the query.
     *
     * @param note a string
     */
    public static Operand trace(@Nullable Object note) {
        return new Operand(BuiltinCalls.call("trace", "note: string", note));
    }

    /**
     * The text without the given characters at its ends.
     *
     * @param value a string
     * @param cutset a string
     */
    public static Operand trim(@Nullable Object value, @Nullable Object cutset) {
        return new Operand(BuiltinCalls.call("trim", "value: string; cutset: string", value, cutset));
    }

    /**
     * The text without the given characters at its start.
     *
     * @param value a string
     * @param cutset a string
     */
    public static Operand trimLeft(@Nullable Object value, @Nullable Object cutset) {
        return new Operand(BuiltinCalls.call("trim_left", "value: string; cutset: string", value, cutset));
    }

    /**
     * The text without this prefix, if it has it.
     *
     * @param value a string
     * @param prefix a string
     */
    public static Operand trimPrefix(@Nullable Object value, @Nullable Object prefix) {
        return new Operand(BuiltinCalls.call("trim_prefix", "value: string; prefix: string", value, prefix));
    }

    /**
     * The text without the given characters at its end.
     *
     * @param value a string
     * @param cutset a string
     */
    public static Operand trimRight(@Nullable Object value, @Nullable Object cutset) {
        return new Operand(BuiltinCalls.call("trim_right", "value: string; cutset: string", value, cutset));
    }

    /**
     * The text without white space at its ends.
     *
     * @param value a string
     */
    public static Operand trimSpace(@Nullable Object value) {
        return new Operand(BuiltinCalls.call("trim_space", "value: string", value));
    }

    /**
     * The text without this suffix, if it has it.
     *
     * @param value a string
     * @param suffix a string
     */
    public static Operand trimSuffix(@Nullable Object value, @Nullable Object suffix) {
        return new Operand(BuiltinCalls.call("trim_suffix", "value: string; suffix: string", value, suffix));
    }

    /**
     * The name of the value's type, such as {@code "string"}.
     *
     * @param x any value
     */
    public static Operand typeName(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("type_name", "x: any", x));
    }

    /**
     * The elements of all the sets.
     *
     * @param xs a set of (a set)
     */
    public static Operand union(@Nullable Object xs) {
        return new Operand(BuiltinCalls.call("union", "xs: set[set[any]]", xs));
    }

    /**
     * A number with a unit such as {@code 10K} or {@code 200m}.
     *
     * @param x a string
     */
    public static Operand unitsParse(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("units.parse", "x: string", x));
    }

    /**
     * A size such as {@code 10KB} or {@code 1GiB} in bytes.
     *
     * @param x a string
     */
    public static Operand unitsParseBytes(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("units.parse_bytes", "x: string", x));
    }

    /**
     * The text in upper case.
     *
     * @param x a string
     */
    public static Operand upper(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("upper", "x: string", x));
    }

    /**
     * True if the text is a URI.
     *
     * @param uri a string
     */
    public static Operand uriIsValid(@Nullable Object uri) {
        return new Operand(BuiltinCalls.call("uri.is_valid", "uri: string", uri));
    }

    /**
     * The parts of a URI as an object.
     *
     * @param uri a string
     */
    public static Operand uriParse(@Nullable Object uri) {
        return new Operand(BuiltinCalls.call("uri.parse", "uri: string", uri));
    }

    /**
     * The text that a percent-encoded one encodes.
     *
     * @param x a string
     */
    public static Operand urlqueryDecode(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("urlquery.decode", "x: string", x));
    }

    /**
     * The parameters of a query string, each with all of its values.
     *
     * @param x a string
     */
    public static Operand urlqueryDecodeObject(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("urlquery.decode_object", "x: string", x));
    }

    /**
     * The text, percent-encoded for a query string.
     *
     * @param x a string
     */
    public static Operand urlqueryEncode(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("urlquery.encode", "x: string", x));
    }

    /**
     * An object as a query string.
     *
     * @param object an object
     */
    public static Operand urlqueryEncodeObject(@Nullable Object object) {
        return new Operand(BuiltinCalls.call(
                "urlquery.encode_object", "object: object[string,string|array[string*]|set[string]*]", object));
    }

    /**
     * Version, variant and other parts of a UUID.
     *
     * @param uuid a string
     */
    public static Operand uuidParse(@Nullable Object uuid) {
        return new Operand(BuiltinCalls.call("uuid.parse", "uuid: string", uuid));
    }

    /**
     * A random UUID, the same one for the same string within a query.
     *
     * @param k a string
     */
    public static Operand uuidRfc4122(@Nullable Object k) {
        return new Operand(BuiltinCalls.call("uuid.rfc4122", "k: string", k));
    }

    /**
     * All pairs of a path in the value and the value there.
     *
     * @param x any value
     */
    public static Operand walk(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("walk", "x: any", x));
    }

    /**
     * True if the text is YAML.
     *
     * @param x a string
     */
    public static Operand yamlIsValid(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("yaml.is_valid", "x: string", x));
    }

    /**
     * The value as YAML text.
     *
     * @param x any value
     */
    public static Operand yamlMarshal(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("yaml.marshal", "x: any", x));
    }

    /**
     * The value of a YAML text.
     *
     * @param x a string
     */
    public static Operand yamlUnmarshal(@Nullable Object x) {
        return new Operand(BuiltinCalls.call("yaml.unmarshal", "x: string", x));
    }
}
