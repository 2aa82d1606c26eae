"""Reading articles, and what is to be known of them before the pipeline reads them."""
