package cases

p if z.k[[1 | true with foo as 1]](7)
