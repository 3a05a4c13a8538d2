package shop.orders

config := {"size": 1}

allow if config.colour
