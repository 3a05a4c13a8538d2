package shop.orders

prices := {k: 1 | input.member}
