/*
 * The grammar of Rego: v0, v1 and v2, in the order in which one learns the language.
 *
 * It is flat: an expression is a list of operands and operators, and io.rego4j.parse.build.OperatorFolder gives them their
 * precedence. One token of lookahead always decides, since the tokens are classified before: io.rego4j.parse.classify gives
 * each its role, and this grammar is over roles. What the classifier decides for it:
 *
 *   literal, body     BODY_OPEN and OPERAND_OPEN: the brace opens expressions (TokenClassifier).
 *   operand           LBRACK, ARRAY_COMPREHENSION, OBJECT_OPEN, OBJECT_COMPREHENSION, SET_OPEN, SET_COMPREHENSION: what the
 *                     bracket holds (BracketScanner); SIGN: the minus belongs to a term.
 *   selectors         INDEX_OPEN, CALL_OPEN, REF_DOT: the token follows a term without white space; NAME after a dot is any word.
 *   rule_             HEAD_CONTAINS: the word contains in a head; anywhere else it is a NAME.
 *   array, set, …     LAST_COMMA: the comma is followed by the closing bracket.
 *   comprehensions    COMPREHENSION_BAR: the bar of a comprehension; any other bar is UNION.
 *   if, in, and, …    NAME where the version, the imports or the place make the word a name.
 *
 * What the grammar does not say, the builders check with the tokens: that a semicolon or a line feed stands between two
 * expressions, and what may be a head.
 */
parser grammar RegoGrammar;

options { tokenVocab = RegoLexer; superClass = BaseParser; contextSuperClass = RegoContext; }

// ---- A module ----

// A file: a package, imports and rules. The parser is entered at each statement; this rule tells it what may follow one.
module : statement* EOF ;

// One statement. Nothing needs to separate two of them.
statement
    : packageDeclaration # PackageStatement
    | importDeclaration  # ImportStatement
    | rule_              # RuleStatement
    ;

// package a.b
packageDeclaration : PACKAGE path ;

// import data.users as people
importDeclaration : IMPORT path (AS path)? ;

// A name with what is selected from it: data.users, data["users"].
path : NAME selectors? ;

// ---- Rules ----

// allow if input.admin
// max(x, y) := x if x > y else := y
// names contains user.name if some user in data.users
// Without "if" and a body it states a value: pi := 3.14. What may be a head is checked afterwards. Where only queries may
// stand, it is an expression, and semicolons may join several.
rule_
    : DEFAULT? literal
      ( (HEAD_CONTAINS pair)? (condition (alternative+ | body+)?)?
      | (SEMICOLON literal)+
      )
    ;

// When a rule holds: the body in braces, or one expression after "if".
condition
    : IF (body | literal)
    | body
    ;

// else := 1 if x > 3
alternative : ELSE ((ASSIGN | UNIFY) pair)? condition? ;

// ---- Bodies ----

// { x > 1; x < 5 }
body : BODY_OPEN query RBRACE ;

// Expressions of which all must hold. A semicolon or a new line stands between two of them.
query : literal (SEMICOLON? literal)* ;

// One of them: operands of "and" and "or", with what is replaced while it is decided. Only in Rego v2 there are several.
literal : logicOperand with* ((AND | OR) logicOperand with*)* ;

// What can be true or false.
logicOperand
    : NOT (body | expression)  # Negation
    | SOME value (COMMA value)* # Declaration
    | EVERY pair body          # Quantifier
    | OPERAND_OPEN query RBRACE # ExplicitBody
    | expression               # Plain
    ;

// with input.user as "bob"
with : WITH path AS pair ;

// x, x := 1, x = y
expression : pair ((ASSIGN | UNIFY) pair)? ;

// k, v in xs has a comma before "in"; nothing else has one.
pair : value (COMMA value)? ;

// Operands with operators between them.
value
    : operand
      ( ( PLUS | MINUS | TIMES | DIVIDE | REMAINDER | INTERSECTION | UNION
        | EQUAL | NOT_EQUAL | LESS | GREATER | LESS_EQUAL | GREATER_EQUAL
        | IN
        )
        operand
      )*
    ;

// ---- Terms ----

// A term and what is selected from it.
operand
    : ( NAME | DOT? NUMBER | STRING | RAW_STRING | TRUE | FALSE | NULL | template
      | array | arrayComprehension | object | objectComprehension | set | setComprehension
      | LPAREN literal RPAREN
      )
      selectors?
    | SIGN (NAME selectors? | DOT? NUMBER)
    ;

// users.name, users[0], f(x)
selectors
    : ( REF_DOT NAME
      | INDEX_OPEN pair RBRACK
      | CALL_OPEN (value (COMMA value)* LAST_COMMA?)? RPAREN
      )+
    ;

// $"hello {name}"
template : (TEMPLATE_PART literal RBRACE)* TEMPLATE_END ;

// [1, 2, 3]
array : LBRACK (COMMA? value (COMMA value)* LAST_COMMA?)? RBRACK ;

// {1, 2, 3}; the empty set is set()
set : SET_OPEN COMMA? value (COMMA value)* LAST_COMMA? RBRACE ;

// {"a": 1, "b": 2}
object : OBJECT_OPEN (COMMA? entry (COMMA entry)* LAST_COMMA?)? RBRACE ;

entry : value COLON value ;

// [x | some x in xs]
arrayComprehension : ARRAY_COMPREHENSION operand COMPREHENSION_BAR query RBRACK ;

// {x | some x in xs}
setComprehension : SET_COMPREHENSION operand COMPREHENSION_BAR query RBRACE ;

// {k: v | some k, v in xs}
objectComprehension : OBJECT_COMPREHENSION value COLON operand COMPREHENSION_BAR query RBRACE ;
