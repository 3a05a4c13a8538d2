package cases

import future.keywords.not

p if not { y = [1 | x == 1]; some x in [1]; y }

q if every v in [1] { y = [v | x == 1]; some x in [1]; y }
