// Loaded into a gateway with --import: SIGURG makes its event loop spin for ever, as an endless loop in some handler would.
process.on('SIGURG', () => {
  for (;;);
});
