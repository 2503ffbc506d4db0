import packed from "virtual:areas";
import { areasFrom, type Areas } from "#app/forms/tip/areas";
import { unpackAreas } from "./unpack-areas";

/** Every place of the country: which of them is looked at stays in the browser. */
export const areas: Areas = areasFrom(unpackAreas(packed));
