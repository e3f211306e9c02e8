/** Loaded before the handler, whose client of the records is made when its module is. */
process.env.SETTINGS_REGION = 'eu-central-1';
