/** The page of access tokens: a token that is shown this once can be copied. */

import { offerCopies } from '../ogc/copy.js';

offerCopies(document);
