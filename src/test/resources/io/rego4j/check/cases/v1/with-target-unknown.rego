package shop.orders

allow if input.a with config.b as 1
