package hello

hello = m { m := data.greetings[input.lang] }
