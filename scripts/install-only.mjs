/** @file Installs what is missing and does nothing else. */
import { ensureInstalled } from './install.mjs';

ensureInstalled();
