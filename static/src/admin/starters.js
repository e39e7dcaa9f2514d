// Brings widgets of the admin to life that Wagtail would start from an inline script, wherever they appear.
"use strict";

const STARTABLE = /^((init|create)[A-Z]\w*Chooser|[A-Z]\w*(Chooser|Panel))$/;

class Starter extends window.StimulusModule.Controller {
  static values = { name: String, id: String, options: Object };

  connect() {
    const start = STARTABLE.test(this.nameValue) ? window[this.nameValue] : undefined;
    if (typeof start !== "function") throw new Error(`Nothing to start: ${this.nameValue}`);
    const given = [];
    if (this.hasIdValue) given.push(this.idValue);
    if (this.hasOptionsValue) given.push(this.optionsValue);
    // Once: an element that is moved is connected anew.
    this.element.remove();
    if (/^[A-Z]/.test(this.nameValue)) new start(...given);
    else start(...given);
  }
}

window.wagtail.app.register("starter", Starter);

// The picture cropper would find out about touch by setting an inline handler.
window.jQuery(() => {
  const { Jcrop } = window.jQuery;
  if (Jcrop) Jcrop.defaults.touchSupport = "ontouchstart" in window;
});
