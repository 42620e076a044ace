"""Document to Reading: sentences, tokens, tree, entities, quotations, times, attributions."""
