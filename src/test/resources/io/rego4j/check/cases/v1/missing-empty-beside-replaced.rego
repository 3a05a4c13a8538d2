package shop

default replaced := {}

default other := {}

a := replaced.k

test_a if a == 1 with data.shop.replaced as {"k": 1}

b := other.k
