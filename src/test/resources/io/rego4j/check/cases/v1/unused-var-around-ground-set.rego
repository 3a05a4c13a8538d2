package cases

p := [{0: {1} | 1 == 2 with input as {[] | every v in [1] { 1 == 1 }}}]

q := {{1}, [1 | every w in [1] { 1 == 1 }]}
