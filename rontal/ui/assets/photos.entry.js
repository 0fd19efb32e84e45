// For pages with photo fields (`{% photo %}`).
import { setUpPhotos } from "./js/photo.js";

setUpPhotos(document);
