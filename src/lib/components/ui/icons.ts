import arrowLeft from '@navikt/aksel-icons/svg/ArrowLeft.svg?raw';
import arrowRight from '@navikt/aksel-icons/svg/ArrowRight.svg?raw';
import bell from '@navikt/aksel-icons/svg/Bell.svg?raw';
import chat from '@navikt/aksel-icons/svg/Chat.svg?raw';
import check from '@navikt/aksel-icons/svg/Checkmark.svg?raw';
import clock from '@navikt/aksel-icons/svg/Clock.svg?raw';
import cloudSlash from '@navikt/aksel-icons/svg/CloudSlash.svg?raw';
import cloudUp from '@navikt/aksel-icons/svg/CloudUp.svg?raw';
import cross from '@navikt/aksel-icons/svg/XMark.svg?raw';
import down from '@navikt/aksel-icons/svg/ArrowDown.svg?raw';
import download from '@navikt/aksel-icons/svg/Download.svg?raw';
import drag from '@navikt/aksel-icons/svg/DragVertical.svg?raw';
import eye from '@navikt/aksel-icons/svg/Eye.svg?raw';
import eyeSlash from '@navikt/aksel-icons/svg/EyeSlash.svg?raw';
import hand from '@navikt/aksel-icons/svg/HandFinger.svg?raw';
import link from '@navikt/aksel-icons/svg/Link.svg?raw';
import menu from '@navikt/aksel-icons/svg/MenuHamburger.svg?raw';
import monitor from '@navikt/aksel-icons/svg/Monitor.svg?raw';
import moon from '@navikt/aksel-icons/svg/Moon.svg?raw';
import more from '@navikt/aksel-icons/svg/MenuElipsisHorizontal.svg?raw';
import open from '@navikt/aksel-icons/svg/ChevronDown.svg?raw';
import pause from '@navikt/aksel-icons/svg/Pause.svg?raw';
import pencil from '@navikt/aksel-icons/svg/Pencil.svg?raw';
import person from '@navikt/aksel-icons/svg/Person.svg?raw';
import personPlus from '@navikt/aksel-icons/svg/PersonPlus.svg?raw';
import play from '@navikt/aksel-icons/svg/Play.svg?raw';
import plus from '@navikt/aksel-icons/svg/Plus.svg?raw';
import print from '@navikt/aksel-icons/svg/PrinterSmall.svg?raw';
import qr from '@navikt/aksel-icons/svg/QrCode.svg?raw';
import search from '@navikt/aksel-icons/svg/MagnifyingGlass.svg?raw';
import sun from '@navikt/aksel-icons/svg/Sun.svg?raw';
import trash from '@navikt/aksel-icons/svg/Trash.svg?raw';
import undo from '@navikt/aksel-icons/svg/ArrowUndo.svg?raw';
import up from '@navikt/aksel-icons/svg/ArrowUp.svg?raw';
import warning from '@navikt/aksel-icons/svg/ExclamationmarkTriangle.svg?raw';

const DRAWN = {
	arrowLeft,
	arrowRight,
	bell,
	chat,
	check,
	clock,
	cloudSlash,
	cloudUp,
	cross,
	down,
	download,
	drag,
	eye,
	eyeSlash,
	hand,
	link,
	menu,
	monitor,
	moon,
	more,
	open,
	pause,
	pencil,
	person,
	personPlus,
	play,
	plus,
	print,
	qr,
	search,
	sun,
	trash,
	undo,
	up,
	warning
};

export type IconName = keyof typeof DRAWN;

/** The outline of an icon: the `d` of its paths, on a 24 × 24 ground. */
export function outline(name: IconName): string {
	return [...DRAWN[name].matchAll(/ d="([^"]+)"/g)].map(([, d]) => d).join(' ');
}
