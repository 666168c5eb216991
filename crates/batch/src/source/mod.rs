//! Where inputs come from: files, folders, standard input, rows, tables, archives, web crawls.
