// Mounts the window. Start here: App.svelte.
import { mount } from 'svelte';
import { followSystem } from './platform/theme';
import './style.css';
import App from './views/window/App.svelte';

followSystem();
mount(App, { target: document.getElementById('window')! });
