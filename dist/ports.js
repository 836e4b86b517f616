// src/ports/reason.ts
/**
* Thrown by an adapter where trying again is pointless: the platform said no, the new version cannot become ready,
* a smoke test failed. Everything else that an adapter throws is taken for a passing fault and tried again.
*/
var Refused = class extends Error {
	name = "Refused";
	reason;
	constructor(code, message, options) {
		super(message, options);
		this.reason = {
			code,
			message
		};
	}
};

export { Refused as t };