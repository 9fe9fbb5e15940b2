// Begins the window.
import { mount } from 'svelte';
import './window/look.css';
import App from './window/App.svelte';
import { followSystem } from './window/theme';

followSystem();
mount(App, { target: document.getElementById('window')! });
