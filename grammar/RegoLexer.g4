/*
 * The tokens of Rego.
 *
 * The rules below say what a token looks like. io.rego4j.parse.token.TokenReader reads tokens of these types by hand, five times
 * as fast as the lexer that ANTLR makes of this file; a test compares the two. Which words are keywords depends on version and
 * imports (io.rego4j.parse.token.ActiveKeywords).
 *
 * The types in "tokens" have no characters of their own: io.rego4j.parse.classify gives them to tokens as roles, by what stands
 * around them. TokenRolesTest has a case for each and names the class that decides.
 */
lexer grammar RegoLexer;

tokens {
    // A bracket right after a name, a call or a collection: a reference or a call. There is no space before it.
    INDEX_OPEN, CALL_OPEN,
    // The dot of a reference, right after what it is taken from.
    REF_DOT,
    // A brace that opens the expressions of a rule, of every or of not.
    BODY_OPEN,
    // A brace that opens the expressions of an operand of "and" or "or".
    OPERAND_OPEN,
    // A brace that opens an object, and one that opens an object comprehension. Any other opens a set.
    OBJECT_OPEN, OBJECT_COMPREHENSION, SET_COMPREHENSION, ARRAY_COMPREHENSION,
    // The bar of a comprehension. Any other bar is the union of two sets.
    COMPREHENSION_BAR,
    // A comma right before a closing bracket.
    LAST_COMMA,
    // A minus where a term starts. Any other is an operator.
    SIGN,
    // The keyword contains in the head of a rule. Anywhere else contains is a name.
    HEAD_CONTAINS,
    // A piece of a template string that ends where an expression starts, and the piece that ends the string.
    TEMPLATE_PART, TEMPLATE_END,
    // Characters that start no token.
    ILLEGAL
}

// Keywords that are always there.
PACKAGE : 'package' ;
IMPORT  : 'import' ;
AS      : 'as' ;
DEFAULT : 'default' ;
ELSE    : 'else' ;
NOT     : 'not' ;
SOME    : 'some' ;
WITH    : 'with' ;
NULL    : 'null' ;
TRUE    : 'true' ;
FALSE   : 'false' ;

// Keywords from Rego v1 on, or by import.
IF       : 'if' ;
CONTAINS : 'contains' ;
IN       : 'in' ;
EVERY    : 'every' ;

// Keywords from Rego v2 on, or by import.
AND : 'and' ;
OR  : 'or' ;

// Names and constants. After a dot each keyword is a name.
NAME       : [a-zA-Z_] [a-zA-Z_0-9\p{Nd}]* ;
NUMBER     : [0-9]+ ('.' [0-9]+)? ([eE] [+-]? [0-9]+)? ;
STRING     : '"' (~["\\\n] | '\\' ["\\/bfnrt] | '\\u' . . . .)* '"' ;
RAW_STRING : '`' ~'`'* '`' ;

// Brackets and what separates their contents.
LPAREN    : '(' ;
RPAREN    : ')' ;
LBRACK    : '[' ;
RBRACK    : ']' ;
SET_OPEN  : '{' ;
RBRACE    : '}' ;
COMMA     : ',' ;
COLON     : ':' ;
SEMICOLON : ';' ;
DOT       : '.' ;

// Operators.
ASSIGN        : ':=' ;
UNIFY         : '=' ;
EQUAL         : '==' ;
NOT_EQUAL     : '!=' ;
LESS          : '<' ;
GREATER       : '>' ;
LESS_EQUAL    : '<=' ;
GREATER_EQUAL : '>=' ;
PLUS          : '+' ;
MINUS         : '-' ;
TIMES         : '*' ;
DIVIDE        : '/' ;
REMAINDER     : '%' ;
INTERSECTION  : '&' ;
UNION         : '|' ;

// Between the tokens.
COMMENT : '#' ~'\n'* -> channel(HIDDEN) ;
SPACE   : [ \t\r\n]+ -> channel(HIDDEN) ;
