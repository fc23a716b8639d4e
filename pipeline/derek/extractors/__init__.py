"""Floor 2: names, quotations and claims: pure functions from a page and earlier facts to rows."""
