package shop.orders

config := {"a": 1}

allow if config.a with data.shop.orders.config.a as 2
