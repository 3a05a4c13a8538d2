# The policy of the article: a greeting in the language that the caller names.
package hello

default greeting := "Hello"

greeting := data.greetings[input.lang]
