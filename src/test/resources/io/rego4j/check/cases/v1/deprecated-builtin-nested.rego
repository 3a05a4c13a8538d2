package shop.orders

allow if count([x | x := re_match("a", input.a)]) > 0
