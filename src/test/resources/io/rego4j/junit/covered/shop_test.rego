package shop_test

import data.shop

test_ann if shop.allow with input as {"user": "ann"}
